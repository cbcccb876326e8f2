package dev.baton.vpc;

import dev.baton.havip.ArpClaim;
import dev.baton.havip.Fabric;
import dev.baton.havip.FabricEffect;
import dev.baton.havip.FabricEvent;
import dev.baton.havip.Instance;
import dev.baton.havip.InstanceId;
import dev.baton.havip.PortId;
import dev.baton.linux.Errno;
import dev.baton.linux.EventLoop;
import dev.baton.linux.KernelException;
import dev.baton.linux.MonotonicClock;
import dev.baton.linux.NetworkEvent;
import dev.baton.linux.NetworkMonitor;
import dev.baton.linux.PacketSocket;
import dev.baton.linux.RealTime;
import dev.baton.linux.RouteNetlink;
import dev.baton.model.IpPrefix;
import dev.baton.wire.ArpPacket;
import dev.baton.wire.ByteView;
import dev.baton.wire.DecodeResult;
import dev.baton.wire.netlink.Link;
import dev.baton.wire.netlink.Route;
import dev.baton.wire.netlink.RouteRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The fabric at work: one thread inside the vSwitch that hears ARP on every port, asks the engine what it means,
/// and changes the routes. Everything that the engine decides happens on this thread.
final class FabricAgent implements AutoCloseable {
    private static final Logger LOG = System.getLogger("dev.baton.vpc");
    private static final long ANSWER_SECONDS_MAX = 10;
    private static final int PRIORITY = 1;

    private final Fabric fabric;
    private final VSwitch vSwitch;
    private final EipTranslation eips;
    private final FabricListener listener;
    private final CompletableFuture<Kernel> kernel = new CompletableFuture<>();
    private final Map<PortId, PacketSocket> ears = new HashMap<>();

    /// The instances whose ports have a machine at the other end, and those of them that have lost their link.
    private final Map<PortId, Instance> plugged = new HashMap<>();

    private final Map<PortId, Integer> indexes = new HashMap<>();
    private final Set<PortId> cut = new HashSet<>();
    private final Thread thread;
    private volatile Optional<String> broken = Optional.empty();

    /// What the thread has open, all of it in the vSwitch's network.
    private record Kernel(EventLoop loop, RouteNetlink routes) {}

    /// Starts the thread.
    ///
    /// @param eips becomes the agent's, which closes it
    FabricAgent(Fabric fabric, VSwitch vSwitch, EipTranslation eips, FabricListener listener) throws VpcException {
        this.fabric = fabric;
        this.vSwitch = vSwitch;
        this.eips = eips;
        this.listener = listener;
        this.thread = NamespaceThread.start("fabric", vSwitch.namespace(), this::run, kernel::completeExceptionally);
    }

    private void run() {
        // A HaVip moves when this thread runs, so it goes first where that is permitted.
        Optional<KernelException> _ = RealTime.schedule(RealTime.currentThreadId(), PRIORITY);
        try (EventLoop loop = EventLoop.open();
                RouteNetlink routes = RouteNetlink.open();
                NetworkMonitor monitor = NetworkMonitor.open()) {
            loop.watch(monitor, now -> monitor.receive(this::changed));
            kernel.complete(new Kernel(loop, routes));
            loop.onDeadline(now -> take(new FabricEvent.Elapsed()));
            loop.run();
        } catch (KernelException e) {
            kernel.completeExceptionally(e);
            broken = Optional.of(String.valueOf(e.getMessage()));
        } finally {
            ears.values().forEach(PacketSocket::close);
            eips.close();
        }
    }

    /// Gives the engine an event and carries out what it answers. For any thread but the agent's own.
    ///
    /// @return what was carried out
    List<FabricEffect> handle(FabricEvent event) throws VpcException {
        return onThread(() -> take(event));
    }

    /// Starts to listen on a port.
    void listen(Instance instance) throws VpcException {
        onThread(() -> {
            plugged.put(instance.port(), instance);
            indexes.remove(instance.port());
            startListening(instance.port());
            return instance;
        });
    }

    private void startListening(PortId port) {
        int index = interfaceIndex(port);
        indexes.put(port, index);
        PacketSocket ear = PacketSocket.arpListener(index);
        ears.put(port, ear);
        opened().loop().watch(ear, now -> hear(port, ear));
    }

    /// Stops listening on a port; fine if nobody listens.
    void ignore(Instance instance) throws VpcException {
        onThread(() -> {
            plugged.remove(instance.port());
            indexes.remove(instance.port());
            cut.remove(instance.port());
            stopListening(instance.port());
            return instance;
        });
    }

    private void stopListening(PortId port) {
        PacketSocket ear = ears.remove(port);
        if (ear != null) {
            opened().loop().unwatch(ear);
            ear.close();
        }
    }

    /// A port that vanishes with its machine says so once, by ENETDOWN; it may do that before we are told.
    private void hear(PortId port, PacketSocket ear) {
        try {
            ear.receive((frame, from) -> heard(port, frame));
        } catch (KernelException e) {
            if (!e.is(Errno.ENETDOWN)) {
                throw e;
            }
            stopListening(port);
        }
    }

    private void changed(NetworkEvent event) {
        switch (event) {
            case NetworkEvent.LinkChanged(Link link) -> look(link);
            case NetworkEvent.Resynchronised all -> all.links().forEach(this::look);
            case NetworkEvent.LinkRemoved gone -> {}
            case NetworkEvent.AddressChanged address -> {}
            case NetworkEvent.AddressRemoved address -> {}
        }
    }

    /// What was told may be older than the port's machine, so the kernel is asked again.
    private void look(Link told) {
        Optional<Instance> instance = Optional.ofNullable(plugged.get(new PortId(told.name())));
        Optional<Link> now = instance.flatMap(known -> opened().routes().link(VSwitch.device(known.port())));
        if (now.isPresent()) {
            boolean isUp = now.get().isUp() && now.get().hasCarrier();
            if (isUp
                    ? cut.contains(instance.get().port())
                    : !cut.contains(instance.get().port())) {
                linkChanged(instance.get(), isUp);
            }
        }
    }

    private void linkChanged(Instance instance, boolean isUp) {
        if (isUp) {
            cut.remove(instance.port());
            try {
                vSwitch.reconnect(instance);
            } catch (VpcException e) {
                LOG.log(Level.WARNING, "{0} has its link again: {1}", instance.id(), e.getMessage());
            }
            stopListening(instance.port());
            startListening(instance.port());
            take(new FabricEvent.InstanceUp(instance.id()));
        } else {
            cut.add(instance.port());
            take(new FabricEvent.InstanceDown(instance.id()));
        }
        listener.linkChanged(instance.id(), isUp);
    }

    private void heard(PortId port, ByteView frame) {
        if (ArpPacket.decode(frame) instanceof DecodeResult.Decoded<ArpPacket>(ArpPacket arp)) {
            ArpClaim claim = new ArpClaim(arp.frameSource(), arp.senderMac(), arp.senderIp(), arp.targetIp());
            take(new FabricEvent.Announced(port, claim));
        }
    }

    private List<FabricEffect> take(FabricEvent event) {
        List<FabricEffect> effects = fabric.handle(MonotonicClock.now(), event);
        for (FabricEffect effect : effects) {
            try {
                carryOut(effect);
                listener.happened(effect);
            } catch (VpcException | KernelException e) {
                listener.failed(effect, String.valueOf(e.getMessage()));
            }
        }
        opened().loop().deadline(fabric.deadline());
        return effects;
    }

    private void carryOut(FabricEffect effect) throws VpcException {
        switch (effect) {
            case FabricEffect.RouteHaVip route -> route(IpPrefix.host(route.address()), instance(route.instance()));
            case FabricEffect.Withdraw withdraw -> withdraw(IpPrefix.host(withdraw.address()));
            case FabricEffect.Admit admit -> vSwitch.admit(instance(admit.instance()), admit.address());
            case FabricEffect.Expel expel -> vSwitch.expel(instance(expel.instance()), expel.address());
            case FabricEffect.TranslateEip eip -> {
                eips.translate(eip.eip(), eip.address());
                vSwitch.lead(eip.address());
            }
            case FabricEffect.StopTranslating eip -> {
                eips.stop(eip.eip());
                vSwitch.unlead(eip.address());
            }
            case FabricEffect.RoutePrefix prefix -> {
                custom(RouteRequest.Verb.REPLACE, to(prefix.destination(), instance(prefix.instance())));
                vSwitch.admit(instance(prefix.instance()), prefix.destination());
            }
            case FabricEffect.WithdrawPrefix prefix ->
                custom(RouteRequest.Verb.REPLACE, Route.blackhole(prefix.destination()));
            case FabricEffect.RemovePrefix prefix -> {
                // A route can only be deleted as what it is; this makes it a known thing first.
                custom(RouteRequest.Verb.REPLACE, Route.blackhole(prefix.destination()));
                custom(RouteRequest.Verb.DELETE, Route.blackhole(prefix.destination()));
                vSwitch.expel(prefix.destination());
            }
            case FabricEffect.Release release -> remove(IpPrefix.host(release.address()));
            case FabricEffect.TranslateSource snat -> eips.translate(snat.rule());
            case FabricEffect.StopTranslatingSource snat -> eips.stop(snat.rule());
            case FabricEffect.Damped damped -> {}
            case FabricEffect.MasterChanged changed -> {}
            case FabricEffect.Refused refused -> {}
        }
    }

    private Instance instance(InstanceId id) {
        return fabric.instance(id).orElseThrow();
    }

    /// One request moves the packets. The next hop is the instance's own address, which has a permanent neighbour.
    private void route(IpPrefix destination, Instance instance) {
        opened().routes().execute(new RouteRequest.ForRoute(RouteRequest.Verb.REPLACE, to(destination, instance)));
    }

    private Route to(IpPrefix destination, Instance instance) {
        return Route.via(destination, instance.address(), interfaceIndex(instance.port()));
    }

    /// A VPC's own routes stand in a table of their own, which comes after everything inside the VPC.
    private void custom(RouteRequest.Verb verb, Route route) {
        opened().routes().execute(new RouteRequest.ForRoute(verb, route.inTable(VSwitch.CUSTOM_ROUTES)));
    }

    private void withdraw(IpPrefix destination) {
        Route route = Route.blackhole(destination);
        // Replacing leaves no moment in which another route could match.
        opened().routes().execute(new RouteRequest.ForRoute(RouteRequest.Verb.REPLACE, route));
    }

    /// As for a custom route.
    private void remove(IpPrefix destination) {
        withdraw(destination);
        Route route = Route.blackhole(destination);
        opened().routes().execute(new RouteRequest.ForRoute(RouteRequest.Verb.DELETE, route));
    }

    /// Known for ports that are listened to; asking the kernel would take as long as moving a route.
    private int interfaceIndex(PortId port) {
        return Optional.ofNullable(indexes.get(port))
                .or(() -> opened().routes().link(VSwitch.device(port)).map(Link::index))
                .orElseThrow(() -> new KernelException("find interface", Errno.ENODEV.number(), port.value()));
    }

    /// Only for the agent's own thread, where it is complete.
    private Kernel opened() {
        return kernel.join();
    }

    private <T> T onThread(Callable<T> work) throws VpcException {
        if (broken.isPresent()) {
            throw new VpcException("the fabric's agent has ended", broken.get());
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            kernel.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS).loop().post(() -> {
                try {
                    answer.complete(work.call());
                } catch (Exception e) {
                    answer.completeExceptionally(e);
                }
            });
            return answer.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw VpcException.of("the fabric's agent", e);
        } catch (TimeoutException e) {
            throw new VpcException("the fabric's agent", "no answer in " + ANSWER_SECONDS_MAX + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VpcException("the fabric's agent", "interrupted");
        }
    }

    @Override
    public void close() {
        if (kernel.state() == Future.State.SUCCESS && thread.isAlive()) {
            kernel.resultNow().loop().stop();
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(ANSWER_SECONDS_MAX));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
