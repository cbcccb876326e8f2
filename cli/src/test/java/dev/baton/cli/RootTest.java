package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RootTest {
    @ParameterizedTest
    @CsvSource({"STOP, 15", "RELOAD, 1", "DATA, 10", "STATS, 12", "STATS_CLEAR, 63", "JSON, 36"})
    void signalsHaveTheNumbersThatKeepalivedPrints(String function, int number) {
        Commandline root = Commandline.run(new Root(), "--signum=" + function);
        assertThat(root.out()).isEqualTo(number + System.lineSeparator());
        assertThat(root.exitCode()).isZero();
    }

    @Test
    void anotherFunctionIsRefusedAndTheKnownOnesNamed() {
        Commandline root = Commandline.run(new Root(), "--signum=JUMP");
        assertThat(root.exitCode()).isNotZero();
        assertThat(root.err()).contains("JUMP").contains("STATS_CLEAR");
    }
}
