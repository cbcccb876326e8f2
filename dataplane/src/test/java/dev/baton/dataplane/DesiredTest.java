package dev.baton.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.baton.model.IpAddress;
import dev.baton.model.RealServerSpec;
import dev.baton.model.ServerId;
import dev.baton.model.ServiceHealth;
import dev.baton.model.ServiceId;
import dev.baton.model.VirtualServerGroupSpec;
import dev.baton.model.VirtualServerSpec;
import dev.baton.model.VirtualServerSpec.Forwarding;
import dev.baton.model.VirtualServerSpec.Forwarding.Method;
import dev.baton.model.VirtualServerSpec.Protocol;
import dev.baton.model.VirtualServerSpec.Service;
import dev.baton.model.VirtualServerSpec.SorryServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a virtual server and its health make of a data plane.
class DesiredTest {
    private static final Service WEB = new Service.Address(IpAddress.of("10.0.0.1"), 80, Protocol.TCP);
    private static final Forwarding DR = new Forwarding(Method.DR, List.of());

    private static RealServerSpec server(String address, int port, Forwarding forwarding, boolean inhibit) {
        return new RealServerSpec(
                IpAddress.of(address),
                port,
                5,
                forwarding,
                OptionalLong.empty(),
                OptionalLong.empty(),
                inhibit,
                Optional.empty(),
                Optional.empty(),
                false,
                List.of());
    }

    private static VirtualServerSpec spec(Service service, Optional<SorryServer> sorry, RealServerSpec... servers) {
        return new VirtualServerSpec(
                "any",
                service,
                "rr",
                Set.of(),
                false,
                Forwarding.NAT,
                Optional.empty(),
                1,
                0,
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                false,
                Optional.empty(),
                sorry,
                List.of(servers));
    }

    private static String desired(VirtualServerSpec spec, boolean sorry, boolean... alive) {
        ServiceId id = ServiceId.of(List.of(spec)).getFirst();
        List<ServiceHealth.Server> servers = new ArrayList<>();
        for (int i = 0; i < alive.length; i++) {
            RealServerSpec server = spec.realServers().get(i);
            servers.add(new ServiceHealth.Server(
                    new ServerId(id, server.address(), server.port()), alive[i], server.weight() + i));
        }
        StringBuilder out = new StringBuilder();
        for (Pool pool : Desired.of(spec, new ServiceHealth(id, !sorry, sorry, servers))) {
            out.append(pool.service().key());
            pool.destinations()
                    .forEach(each ->
                            out.append(" ").append(each.key()).append("=").append(each.weight()));
            out.append("; ");
        }
        return out.toString();
    }

    @Test
    void deadServersAreAbsentOrInhibited() {
        VirtualServerSpec spec = spec(
                WEB,
                Optional.empty(),
                server("10.1.0.11", 8080, Forwarding.NAT, false),
                server("10.1.0.12", 8080, Forwarding.NAT, false),
                server("10.1.0.13", 8080, Forwarding.NAT, true));
        assertThat(desired(spec, false, true, false, false))
                .isEqualTo("[10.0.0.1]:tcp:80 [10.1.0.11]:8080=5 [10.1.0.13]:8080=0; ");
        assertThat(desired(spec, false, true, true, true))
                .isEqualTo("[10.0.0.1]:tcp:80 [10.1.0.11]:8080=5 [10.1.0.12]:8080=6 [10.1.0.13]:8080=7; ");
    }

    @Test
    void theSorryServerAnswersAlone() {
        SorryServer sorry = new SorryServer(IpAddress.of("10.1.0.99"), 0, Forwarding.NAT, false);
        SorryServer inhibited = new SorryServer(IpAddress.of("10.1.0.99"), 0, Forwarding.NAT, true);
        RealServerSpec plain = server("10.1.0.11", 8080, Forwarding.NAT, false);
        RealServerSpec kept = server("10.1.0.12", 8080, Forwarding.NAT, true);
        assertThat(desired(spec(WEB, Optional.of(sorry), plain, kept), true, true, true))
                .isEqualTo("[10.0.0.1]:tcp:80 [10.1.0.12]:8080=0 [10.1.0.99]:80=1; ");
        assertThat(desired(spec(WEB, Optional.of(sorry), plain), false, true))
                .isEqualTo("[10.0.0.1]:tcp:80 [10.1.0.11]:8080=5; ");
        assertThat(desired(spec(WEB, Optional.of(inhibited), plain), false, true))
                .isEqualTo("[10.0.0.1]:tcp:80 [10.1.0.11]:8080=5 [10.1.0.99]:80=0; ");
    }

    @Test
    void untranslatedPacketsKeepTheServicesPort() {
        VirtualServerSpec direct = spec(WEB, Optional.empty(), server("10.1.0.11", 8080, DR, false));
        assertThat(desired(direct, false, true)).isEqualTo("[10.0.0.1]:tcp:80 [10.1.0.11]:80=5; ");
        Service mark = new Service.Mark(7, dev.baton.model.IpFamily.IPV4);
        assertThat(desired(spec(mark, Optional.empty(), server("10.1.0.11", 8080, DR, false)), false, true))
                .isEqualTo("FWM 7 IPV4 [10.1.0.11]:0=5; ");
    }

    @Test
    void everyAddressOfAGroupIsAService() {
        VirtualServerGroupSpec group = new VirtualServerGroupSpec(
                "G",
                List.of(
                        range("10.0.0.254", "10.0.1.1", 80),
                        range("10.0.0.255", "10.0.0.255", 80),
                        new VirtualServerGroupSpec.Entry.Mark(9, Optional.empty())));
        VirtualServerSpec spec = spec(
                new Service.Group(group, Protocol.UDP),
                Optional.empty(),
                server("10.1.0.11", 0, Forwarding.NAT, false));
        assertThat(desired(spec, false, true))
                .isEqualTo("[10.0.0.254]:udp:80 [10.1.0.11]:80=5; [10.0.0.255]:udp:80 [10.1.0.11]:80=5; "
                        + "[10.0.1.0]:udp:80 [10.1.0.11]:80=5; [10.0.1.1]:udp:80 [10.1.0.11]:80=5; "
                        + "FWM 9 IPV4 [10.1.0.11]:0=5; ");
        VirtualServerGroupSpec huge = new VirtualServerGroupSpec("H", List.of(range("fd00::", "fd00::1:0", 80)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Desired.keys(new Service.Group(huge, Protocol.TCP)))
                .withMessageContaining("too large");
    }

    private static VirtualServerGroupSpec.Entry range(String first, String last, int port) {
        return new VirtualServerGroupSpec.Entry.Range(IpAddress.of(first), IpAddress.of(last), port);
    }

    @Test
    void nftablesSaysWhatItCannotDo() {
        VirtualServerSpec spec = spec(WEB, Optional.empty(), server("10.1.0.11", 80, DR, false));
        assertThat(Capabilities.limitations(DataPlane.IPVS, spec)).isEmpty();
        assertThat(Capabilities.limitations(DataPlane.NFTABLES, spec))
                .extracting(Capabilities.Limitation::feature)
                .containsExactly(new Feature.Method(Method.DR));
        FakeLoadBalancer fake = new FakeLoadBalancer(DataPlane.NFTABLES);
        Destination direct = new Destination(
                new Destination.Key(IpAddress.of("10.1.0.11"), 80), DR, 1, OptionalLong.empty(), OptionalLong.empty());
        ServiceKey key = Desired.keys(WEB).getFirst();
        assertThat(fake.apply(List.of(new Operation.AddDestination(key, direct))))
                .singleElement()
                .isInstanceOfSatisfying(
                        OperationResult.Refused.class,
                        refused -> assertThat(refused.cause()).isEqualTo(OperationResult.Cause.UNSUPPORTED));
    }

    @Test
    void everySchedulerHasAnAnswerOnBothDataPlanes() {
        for (String name : List.of(
                "rr", "wrr", "lc", "wlc", "lblc", "lblcr", "sh", "mh", "dh", "fo", "ovf", "sed", "nq", "twos")) {
            Feature scheduler = new Feature.Scheduler(name);
            assertThat(Capabilities.support(DataPlane.IPVS, scheduler)).isInstanceOf(Capabilities.Support.Full.class);
            assertThat(Capabilities.support(DataPlane.NFTABLES, scheduler))
                    .isNotInstanceOf(Capabilities.Support.Missing.class)
                    .asString()
                    .as(name)
                    .doesNotContain("not known");
        }
    }

    @Test
    void ofEqualServersTheFirstIsTheOneThatWasChecked() {
        RealServerSpec twice = server("10.1.0.11", 80, Forwarding.NAT, false);
        VirtualServerSpec spec =
                spec(WEB, Optional.empty(), twice, twice, server("10.1.0.12", 80, Forwarding.NAT, false));
        ServiceId id = ServiceId.of(List.of(spec)).getFirst();
        List<ServiceHealth.Server> checked = List.of(
                new ServiceHealth.Server(new ServerId(id, IpAddress.of("10.1.0.11"), 80), true, 5),
                new ServiceHealth.Server(new ServerId(id, IpAddress.of("10.1.0.12"), 80), false, 5));
        assertThat(Desired.of(spec, new ServiceHealth(id, true, false, checked))
                        .getFirst()
                        .destinations())
                .extracting(each -> each.key().toString())
                .containsExactly("[10.1.0.11]:80");
    }
}
