package dev.baton.daemon;

import dev.baton.linux.Alarm;
import dev.baton.linux.EventLoop;
import dev.baton.linux.MonotonicClock;
import dev.baton.linux.NetworkEvent;
import dev.baton.linux.NetworkMonitor;
import dev.baton.linux.RouteNetlink;
import dev.baton.model.Tick;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.vrrp.Event;
import java.util.List;

/// Takes what changes of the kernel's interfaces and addresses to the engine, links only when they have lasted as
/// long as they are to.
final class NetworkIntake implements AutoCloseable {
    private final NetworkView network;
    private final NetworkMonitor monitor;
    private final EventLoop loop;
    private final EngineDriver driver;
    private final AdvertIntake adverts;
    private final HeldAddresses addresses;
    private final Debounce debounce = new Debounce();
    private final Alarm alarm = Alarm.open();
    /// Whose adverts are to be heard.
    private List<VirtualRouterSpec> listeners = List.of();

    NetworkIntake(
            NetworkView network,
            NetworkMonitor monitor,
            EventLoop loop,
            EngineDriver driver,
            AdvertIntake adverts,
            HeldAddresses addresses) {
        this.network = network;
        this.monitor = monitor;
        this.loop = loop;
        this.driver = driver;
        this.adverts = adverts;
        this.addresses = addresses;
        loop.watch(alarm, now -> {
            alarm.drain();
            tell(now, debounce.due(now));
        });
        loop.watch(monitor, this::drain);
    }

    /// What there is now, for an engine that knows nothing yet.
    List<Event> begin(ActiveParts first) {
        network.routers(first.spec().routers());
        network.ownLinks(first.bases());
        debounce.configure(first.configuration().linkDelays(), first.spec().routers());
        // What has been queued so far is older than the listing.
        monitor.receive(event -> {});
        try (RouteNetlink netlink = RouteNetlink.open()) {
            NetworkEvent present = new NetworkEvent.Resynchronised(netlink.links(), netlink.addresses());
            List<Event> surroundings = debounce.pass(Tick.ZERO, network.apply(present));
            listenFor(first.spec().routers());
            return surroundings;
        }
    }

    /// From now on the adverts of these are heard, on the interfaces that are there.
    void listenFor(List<VirtualRouterSpec> routers) {
        listeners = routers;
        adverts.listenFor(listeners);
    }

    /// The configuration that the engine is about to take.
    void expect(Tick now, ActiveParts next) {
        debounce.configure(next.configuration().linkDelays(), next.spec().routers());
        network.alsoOwnLinks(next.bases());
        drain(now);
        listenFor(next.spec().routers());
        linksChanged(now, network.routers(next.spec().routers()));
    }

    /// The engine has taken it: interfaces that only the former one had made are like any other.
    void taken(ActiveParts now) {
        network.ownLinks(now.bases());
    }

    /// Takes in what the kernel has told so far.
    void drain(Tick now) {
        monitor.receive(change -> changed(now, change));
    }

    private void changed(Tick now, NetworkEvent change) {
        List<Event> news = network.apply(change);
        if (!(change instanceof NetworkEvent.AddressChanged) && !(change instanceof NetworkEvent.AddressRemoved)) {
            adverts.listenFor(listeners);
        }
        driver.networkChanged(now, change);
        linksChanged(now, news);
        // Posted, so that the adverts of this wake-up are read first: a master that slept through its lease must
        // not put the address back before it has heard that another took over.
        addresses.lostBy(change).forEach(event -> loop.post(() -> driver.handle(now, event)));
    }

    /// News of the interfaces, whoever found them out.
    void linksChanged(Tick now, List<Event> news) {
        tell(now, debounce.pass(now, news));
    }

    private void tell(Tick now, List<Event> news) {
        news.forEach(event -> driver.handle(now, event));
        Tick next = debounce.next();
        if (!next.equals(Tick.NEVER)) {
            alarm.set(next.since(MonotonicClock.now()));
        }
    }

    @Override
    public void close() {
        alarm.close();
    }
}
