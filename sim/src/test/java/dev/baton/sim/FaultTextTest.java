package dev.baton.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTextTest {
    private static final Set<String> NODES = Set.of("ha1", "ha2", "ha3");

    /// Every form of the language; each is also what the fault calls itself.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "at 5s poweroff ha1",
                "at 0ns poweron ha1",
                "at 1m crash ha2",
                "at 2h stop ha1",
                "at 3s reload ha1",
                "at 1.5s start ha1",
                "at 20ms stall ha1 for 10s",
                "at 500us link down ha1",
                "at 5s link up ha1",
                "at 5s delete 172.16.0.222 ha1",
                "at 5s partition ha1|ha2",
                "at 5s partition ha1,ha3|ha2 for 10s",
                "at 5s oneway ha1>ha2 for 10s",
                "at 5s loss 20% for 10s",
                "at 5s duplicate 100%",
                "at 5s delay 250ms for 10s",
                "at 5s clog ha3 for 10s",
                "at 5s priority ha2 90",
                "at 5s heal"
            })
    void readsWhatAFaultCallsItself(String text) {
        assertThat(FaultText.timed(text, NODES))
                .isInstanceOfSatisfying(
                        FaultText.Parsed.Understood.class,
                        understood -> assertThat(understood.value()).hasToString(text));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void saysWhatIsNotUnderstood(String text, String expected) {
        assertThat(FaultText.timed(text, NODES))
                .isInstanceOfSatisfying(
                        FaultText.Parsed.NotUnderstood.class,
                        mistake -> assertThat(mistake.sentence()).isEqualTo("'" + text + "': " + expected));
    }

    private static List<Arguments> mistakes() {
        return List.of(
                Arguments.of("poweroff ha1", "expected 'at TIME FAULT', such as 'at 5s poweroff ha1'"),
                Arguments.of("at 5s poweroff", "it ends where a node is expected"),
                Arguments.of("at 5s", "expected 'at TIME FAULT', such as 'at 5s poweroff ha1'"),
                Arguments.of("at soon poweroff ha1", "'soon' is no length of time; expected such as 20ms, 1.5s, 10m"),
                Arguments.of("at 5 poweroff ha1", "'5' is no length of time; expected such as 20ms, 1.5s, 10m"),
                Arguments.of("at 5s poweroff ha9", "there is no node 'ha9'; there is ha1, ha2, ha3"),
                Arguments.of(
                        "at 5s explode ha1",
                        "'explode' is no fault; expected poweroff, poweron, crash, stop, start, reload, priority, stall, link, delete, partition, oneway, loss, duplicate, delay, clog or heal"),
                Arguments.of("at 5s stall ha1", "it ends where 'for LENGTH' is expected"),
                Arguments.of("at 5s link sideways ha1", "a link goes 'up' or 'down', not 'sideways'"),
                Arguments.of("at 5s loss many", "'many' is no percentage; expected such as 20%"),
                Arguments.of("at 5s loss 200%", "200% is more than everything"),
                Arguments.of("at 5s partition ha1", "a partition has two sides or more, with '|' between them"),
                Arguments.of("at 5s oneway ha1", "expected FROM>TO"),
                Arguments.of("at 5s delete nothing ha1", "'nothing' is no IP address"),
                Arguments.of("at 5s crash ha1 now", "'now' is one word too many"),
                Arguments.of("at 5s clog ha1 during 5s", "expected 'for LENGTH' and found 'during'"));
    }

    @Test
    void aLengthIsANumberWithAUnit() {
        assertThat(FaultText.parseDuration("1.5s")).contains(Duration.ofMillis(1_500));
        assertThat(FaultText.parseDuration("250us")).contains(Duration.ofNanos(250_000));
        assertThat(FaultText.parseDuration("2h")).contains(Duration.ofHours(2));
        assertThat(FaultText.parseDuration("1.2.3s")).isEmpty();
        assertThat(FaultText.parseDuration("-1s")).isEmpty();
        assertThat(FaultText.parseDuration("s")).isEmpty();
        assertThat(FaultText.parseDuration("")).isEmpty();
    }
}
