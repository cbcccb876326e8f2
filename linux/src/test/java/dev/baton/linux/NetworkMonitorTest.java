package dev.baton.linux;

import static dev.baton.linux.Isolated.sh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;
import dev.baton.model.Ipv4Address;
import dev.baton.wire.netlink.InterfaceAddress;
import dev.baton.wire.netlink.InterfaceAddress.Lifetime;
import dev.baton.wire.netlink.Link;
import dev.baton.wire.netlink.RouteRequest;
import dev.baton.wire.netlink.RouteRequest.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("kernel")
@Timeout(60)
class NetworkMonitorTest {
    private static final int MANY = 1000;
    private static final Duration RENEWED_EVERY = Duration.ofMillis(200);

    private static List<RouteRequest> many(Verb verb, int interfaceIndex) {
        return IntStream.range(0, MANY)
                .mapToObj(number -> IpPrefix.host(new Ipv4Address(0x0a64_0000 + number)))
                .map(prefix -> InterfaceAddress.of(interfaceIndex, prefix))
                .<RouteRequest>map(address -> new RouteRequest.ForAddress(verb, address))
                .toList();
    }

    private static int veth(RouteNetlink netlink) throws Exception {
        sh("ip link add v0 type veth peer name v1; ip link set v0 up; ip link set v1 up");
        return netlink.link(new InterfaceName("v0")).orElseThrow().index();
    }

    private static List<NetworkEvent> receive(NetworkMonitor monitor) {
        List<NetworkEvent> events = new ArrayList<>();
        monitor.receive(events::add);
        return events;
    }

    /// The interface gets its carrier and a link-local address while the test goes on.
    private static List<NetworkEvent> ofIpv4(List<NetworkEvent> events) {
        return events.stream().filter(NetworkMonitorTest::isOfIpv4).toList();
    }

    private static boolean isOfIpv4(NetworkEvent event) {
        return switch (event) {
            case NetworkEvent.AddressChanged(var address) -> address.address() instanceof Ipv4Address;
            case NetworkEvent.AddressRemoved(var address) -> address.address() instanceof Ipv4Address;
            case NetworkEvent.LinkChanged _, NetworkEvent.LinkRemoved _ -> false;
            case NetworkEvent.Resynchronised _ -> true;
        };
    }

    @Test
    void aThousandAddressesGoInAtOnceAndAllAreTold() throws Exception {
        Isolated.run(() -> {
            try (RouteNetlink netlink = RouteNetlink.open();
                    NetworkMonitor monitor = NetworkMonitor.open()) {
                int v0 = veth(netlink);
                receive(monitor);
                assertThat(netlink.execute(many(Verb.ADD, v0))).hasSize(MANY).allMatch(Optional::isEmpty);
                assertThat(ofIpv4(receive(monitor)))
                        .hasSize(MANY)
                        .allMatch(NetworkEvent.AddressChanged.class::isInstance);
                List<Optional<KernelException>> again =
                        netlink.execute(many(Verb.ADD, v0).subList(0, 3));
                assertThat(again).allMatch(refusal -> refusal.orElseThrow().is(Errno.EEXIST));
                assertThat(netlink.execute(many(Verb.DELETE, v0))).allMatch(Optional::isEmpty);
                assertThat(ofIpv4(receive(monitor)))
                        .hasSize(MANY)
                        .allMatch(NetworkEvent.AddressRemoved.class::isInstance);
            }
        });
    }

    @Test
    void lostChangesAreMadeUpForByAFreshListing() throws Exception {
        Isolated.run(() -> {
            try (RouteNetlink netlink = RouteNetlink.open();
                    NetworkMonitor monitor = NetworkMonitor.open(4096)) {
                int v0 = veth(netlink);
                netlink.execute(many(Verb.ADD, v0));
                sh("ip link set v0 down");
                List<NetworkEvent> events = receive(monitor);
                assertThat(events.getLast()).isInstanceOfSatisfying(NetworkEvent.Resynchronised.class, now -> {
                    assertThat(now.addresses())
                            .filteredOn(address -> address.prefix().length() == 32)
                            .hasSizeGreaterThanOrEqualTo(MANY);
                    assertThat(now.links())
                            .filteredOn(link -> link.index() == v0)
                            .noneMatch(Link::isUp);
                });
                // And it goes on: the next change is told as usual.
                sh("ip link set v0 up");
                assertThat(receive(monitor))
                        .anySatisfy(event -> assertThat(event)
                                .isInstanceOfSatisfying(
                                        NetworkEvent.LinkChanged.class,
                                        change ->
                                                assertThat(change.link().isUp()).isTrue()));
            }
        });
    }

    @Test
    void aLeaseRunsOutUnlessItIsRenewed() throws Exception {
        Isolated.run(() -> {
            try (RouteNetlink netlink = RouteNetlink.open();
                    NetworkMonitor monitor = NetworkMonitor.open();
                    EventLoop loop = EventLoop.open()) {
                int v0 = veth(netlink);
                InterfaceAddress kept = lease(v0, "10.1.0.1");
                InterfaceAddress lapsing = lease(v0, "10.2.0.1");
                netlink.execute(new RouteRequest.ForAddress(Verb.ADD, kept));
                netlink.execute(new RouteRequest.ForAddress(Verb.ADD, lapsing));
                long start = System.nanoTime();
                List<IpAddress> gone = new ArrayList<>();
                loop.watch(
                        monitor,
                        now -> monitor.receive(event -> {
                            if (event instanceof NetworkEvent.AddressRemoved removed) {
                                gone.add(removed.address().address());
                            }
                        }));
                loop.onDeadline(now -> {
                    netlink.execute(new RouteRequest.ForAddress(Verb.REPLACE, kept));
                    loop.deadline(now.plus(RENEWED_EVERY));
                });
                loop.deadline(MonotonicClock.now());
                while (gone.isEmpty()
                        && System.nanoTime() - start < Duration.ofSeconds(10).toNanos()) {
                    loop.wakeUpOnce(-1);
                }
                assertThat(gone).containsExactly(lapsing.address());
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(6));
                assertThat(sh("ip addr show dev v0"))
                        .contains("10.1.0.1/32")
                        .contains("label-1")
                        .doesNotContain("10.2.0.1");
            }
        });
    }

    private static InterfaceAddress lease(int interfaceIndex, String address) {
        return InterfaceAddress.of(interfaceIndex, IpPrefix.host(IpAddress.of(address)))
                .withLabel("label-1")
                .withLifetime(Lifetime.lease(3));
    }
}
