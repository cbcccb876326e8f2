package dev.baton.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.VirtualServerGroupSpec.Entry;
import dev.baton.model.VirtualServerSpec.Forwarding;
import dev.baton.model.VirtualServerSpec.Protocol;
import dev.baton.model.VirtualServerSpec.Service;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What virtual servers are called in logs, pipes and mails.
class ServiceIdTest {
    private static final VirtualServerGroupSpec GROUP = new VirtualServerGroupSpec(
            "web", List.of(new Entry.Range(IpAddress.of("fd00::1"), IpAddress.of("fd00::9"), 80)));

    private static VirtualServerSpec spec(Service service) {
        return new VirtualServerSpec(
                "as written",
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
                Optional.empty(),
                List.of());
    }

    @Test
    void namesSayAddressMarkOrGroupWithItsOrdinal() {
        List<ServiceId> ids = ServiceId.of(List.of(
                spec(new Service.Address(IpAddress.of("fd00::1"), 443, Protocol.SCTP)),
                spec(new Service.Group(GROUP, Protocol.TCP)),
                spec(new Service.Mark(5, IpFamily.IPV4)),
                spec(new Service.Group(GROUP, Protocol.UDP)),
                spec(new Service.Mark(5, IpFamily.IPV6))));
        assertThat(ids)
                .extracting(ServiceId::toString)
                .containsExactly("[fd00::1]:sctp:443", "[web]:0", "FWM 5", "[web]:1", "FWM 5");
        assertThat(ids).as("the family tells equal marks apart").doesNotHaveDuplicates();
        assertThat(ids.get(1).family()).isEqualTo(IpFamily.IPV6);
        assertThat(new ServerId(ids.get(3), IpAddress.of("fd00::11"), 80).name())
                .isEqualTo("[fd00::11]:udp:80");
        assertThat(new ServerId(ids.get(2), IpAddress.of("10.1.0.11"), 0)).hasToString("[10.1.0.11]:none:0 of FWM 5");
    }
}
