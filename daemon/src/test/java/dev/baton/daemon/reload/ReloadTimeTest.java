package dev.baton.daemon.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReloadTimeTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    /// 13:00 in Berlin.
    private static final Instant NOON = Instant.parse("2026-07-01T11:00:00Z");

    private static Optional<Instant> next(String line) {
        return ReloadTime.parse(line).flatMap(time -> time.after(NOON, BERLIN)).map(ZonedDateTime::toInstant);
    }

    @ParameterizedTest
    @CsvSource({
        "13:00:01, 2026-07-01T11:00:01Z",
        "13:00:00, 2026-07-02T11:00:00Z",
        "12:59:59, 2026-07-02T10:59:59Z",
        "11:00:01Z, 2026-07-01T11:00:01Z",
        "10:00:00Z, 2026-07-02T10:00:00Z",
        "26-07-01 14:00:00, 2026-07-01T12:00:00Z",
        "2027-01-01 00:00:00, 2026-12-31T23:00:00Z",
        "2027-01-01 00:00:00Z, 2027-01-01T00:00:00Z",
    })
    void nextMomentIsTheOneThatIsWritten(String line, Instant moment) {
        assertThat(next(line)).contains(moment);
    }

    @Test
    void dateThatIsPastNeverComes() {
        assertThat(next("2026-07-01 12:59:59")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "13:00",
                " 13:00:00",
                "13:00:00 ",
                "13:00:00z",
                "25:00:00",
                "2026-02-30 13:00:00",
                "2026-07-01  13:00:00",
                "1-07-01 13:00:00"
            })
    void anythingElseIsNoTime(String line) {
        assertThat(ReloadTime.parse(line)).isEmpty();
    }
}
