package dev.baton.daemon;

import dev.baton.linux.EventLoop;
import dev.baton.linux.KernelException;
import dev.baton.linux.ReceivedPacket;
import dev.baton.linux.VrrpSocket;
import dev.baton.model.Configuration;
import dev.baton.model.InterfaceName;
import dev.baton.model.Tick;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.vrrp.Event;
import dev.baton.wire.ByteView;
import java.util.List;

/// Listens on the sockets that the routers need and takes each advert to the engine.
final class AdvertIntake implements Companion {
    private final AdvertSockets sockets;
    private final EventLoop loop;
    private final EngineDriver driver;
    private final Log log;
    private final UnknownRouters unknown = new UnknownRouters();
    private boolean tellsUnknown;
    private Tick wokenUp = Tick.ZERO;

    AdvertIntake(AdvertSockets sockets, EventLoop loop, EngineDriver driver, Log log) {
        this.sockets = sockets;
        this.loop = loop;
        this.driver = driver;
        this.log = log;
    }

    @Override
    public void preparing(Tick now, Configuration next) {
        tellsUnknown = next.globals().flags().contains("log_unknown_vrids");
    }

    /// Opens and closes sockets as the routers, and the interfaces that there are now, require.
    void listenFor(List<VirtualRouterSpec> routers) {
        unknown.routers(routers);
        AdvertSockets.Changes changes = sockets.adjust(routers);
        changes.closing().forEach(loop::unwatch);
        changes.closing().forEach(sockets::close);
        changes.opened().forEach(this::listen);
    }

    private void listen(VrrpSocket socket) {
        AdvertSockets.Listening listening = sockets.listening(socket, this::received);
        loop.watch(socket, now -> {
            wokenUp = now;
            drain(listening);
        });
    }

    private void drain(AdvertSockets.Listening listening) {
        try {
            listening.drain();
        } catch (KernelException broken) {
            log.line("adverts: " + broken.getMessage());
        }
    }

    /// The packet's memory is the socket's and soon holds the next packet.
    private void received(InterfaceName device, ReceivedPacket packet) {
        ByteView bytes = driver.isRecording() ? ByteView.of(packet.copy()) : packet.bytes();
        if (tellsUnknown) {
            unknown.look(device, packet.source(), bytes).ifPresent(log::line);
        }
        driver.handle(
                wokenUp,
                new Event.DatagramReceived(device, packet.source(), packet.destination(), packet.hopLimit(), bytes));
    }
}
