package dev.baton.vpc.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OriginTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:18080, , , true",
        "localhost:18080, , , true",
        "[::1]:18080, http://[::1]:18080, same-origin, true",
        "127.0.0.1:18080, http://127.0.0.1:18080, same-origin, true",
        "192.0.2.7, , none, true",
        // A name that an attacker's name server lets point here.
        "evil.example:18080, http://evil.example:18080, same-origin, false",
        "127.0.0.1.evil.example, , , false",
        // Another site's page, or another server on this machine.
        "127.0.0.1:18080, http://evil.example, cross-site, false",
        "127.0.0.1:18080, http://127.0.0.1:9999, same-site, false",
        "127.0.0.1:18080, null, cross-site, false",
        "127.0.0.1:18080, , cross-site, false",
        ", , , false"
    })
    void onlyOurOwnPagesAndWhatIsNoBrowser(String host, String origin, String site, boolean isOurs) {
        Origin from = new Origin(Optional.ofNullable(host), Optional.ofNullable(origin), Optional.ofNullable(site));
        assertThat(from.isOurs()).isEqualTo(isOurs);
    }
}
