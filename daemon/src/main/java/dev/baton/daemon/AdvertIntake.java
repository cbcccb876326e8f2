package dev.baton.daemon;

import dev.baton.linux.EventLoop;
import dev.baton.linux.KernelException;
import dev.baton.linux.VrrpSocket;
import dev.baton.model.Tick;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.vrrp.Event;
import dev.baton.wire.ByteView;
import java.util.List;

/// Listens on the sockets that the routers need and takes each advert to the engine.
final class AdvertIntake {
    private final AdvertSockets sockets;
    private final EventLoop loop;
    private final EngineDriver driver;
    private final Log log;

    AdvertIntake(AdvertSockets sockets, EventLoop loop, EngineDriver driver, Log log) {
        this.sockets = sockets;
        this.loop = loop;
        this.driver = driver;
        this.log = log;
    }

    /// Opens and closes sockets as the routers, and the interfaces that there are now, require.
    void listenFor(List<VirtualRouterSpec> routers) {
        AdvertSockets.Changes changes = sockets.adjust(routers);
        changes.closing().forEach(loop::unwatch);
        changes.closing().forEach(VrrpSocket::close);
        changes.opened().forEach(socket -> loop.watch(socket, now -> receive(now, socket)));
    }

    private void receive(Tick now, VrrpSocket socket) {
        try {
            sockets.drain(
                    socket,
                    (device, packet) -> driver.handle(
                            now,
                            new Event.DatagramReceived(
                                    device,
                                    packet.source(),
                                    packet.destination(),
                                    packet.hopLimit(),
                                    ByteView.of(packet.copy()))));
        } catch (KernelException broken) {
            log.line("adverts: " + broken.getMessage());
        }
    }
}
