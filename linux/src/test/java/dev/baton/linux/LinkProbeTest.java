package dev.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class LinkProbeTest {
    @Test
    void linkWhoseOtherEndIsDownIsNone() throws Exception {
        Isolated.run(() -> {
            Isolated.sh("ip link add here up type veth peer name there && ip link set there up");
            try (LinkProbe probe = LinkProbe.open()) {
                assertThat(probe.ethtool("here")).contains(true);
                assertThat(probe.flags("here")).contains(true);
                assertThat(probe.mii("here")).as("a veth has no transceiver").isEmpty();
                Isolated.sh("ip link set there down");
                assertThat(probe.ethtool("here")).contains(false);
                assertThat(probe.flags("here")).contains(false);
            }
        });
    }

    @Test
    void interfaceThatIsNotThereSaysNothing() throws Exception {
        Isolated.run(() -> {
            try (LinkProbe probe = LinkProbe.open()) {
                assertThat(probe.ethtool("nowhere")).isEqualTo(Optional.empty());
                assertThat(probe.flags("nowhere")).isEqualTo(Optional.empty());
                assertThat(probe.mii("nowhere")).isEqualTo(Optional.empty());
            }
        });
    }
}
