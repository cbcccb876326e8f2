package dev.baton.vpc.ovn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.vpc.VpcException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OvsdbAddressTest {
    @ParameterizedTest
    @CsvSource({
        "unix:/run/ovn/ovnnb_db.sock, /run/ovn/ovnnb_db.sock",
        "tcp:127.0.0.1:6641, /127.0.0.1:6641",
        "tcp:[::1]:6641, /[0:0:0:0:0:0:0:1]:6641"
    })
    void addressesAreThoseOfOvsdb(String text, String socket) throws VpcException {
        assertThat(OvsdbAddress.of(text).socket()).hasToString(socket);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unix:",
                "/run/ovn/nb.sock",
                "ssl:127.0.0.1:6641",
                "tcp:127.0.0.1",
                "tcp:::1:6641",
                "tcp:a:99999"
            })
    void othersAreRefusedWithAWayOut(String text) {
        assertThatThrownBy(() -> OvsdbAddress.of(text)).hasMessageContaining("unix:FILE or tcp:HOST:PORT");
    }
}
