package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SimulateCommandTest {
    private static final String HA1 = file("ha1.conf");
    private static final String HA2 = file("ha2.conf");

    private static String file(String name) {
        return Commandline.RESOURCES.resolve("check/" + name).toString();
    }

    private static Commandline simulate(String... arguments) {
        return Commandline.run(new SimulateCommand(), arguments);
    }

    @Test
    void theTutorialIsToldAsAStory() {
        Commandline run = simulate(
                HA1,
                HA2,
                "--network",
                "vpc",
                "--fault",
                "at 0s poweroff ha2",
                "--fault",
                "at 5s poweron ha2",
                "--fault",
                "at 20s poweroff ha1");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("ha1  (VI_1) Entering MASTER STATE: no advert from anybody for 3.531 s")
                .contains(">> poweroff ha1")
                .contains("ha2  192.0.2.80 leads here now")
                .contains("ha2/VI_1: running, MASTER; holds 192.0.2.80, is reached at 192.0.2.80")
                .endsWith("1 failovers, 0 broken promises\n");
    }

    @Test
    void theSameSeedTellsTheSameStory() {
        String fault = "at 5s loss 60% for 20s";
        Commandline first = simulate(HA1, HA2, "--seed", "7", "--fault", fault);
        assertThat(simulate(HA1, HA2, "--seed", "7", "--fault", fault)).isEqualTo(first);
        assertThat(simulate(HA1, HA2, "--seed", "8", "--fault", fault)).isNotEqualTo(first);
    }

    @Test
    void jsonHoldsTheStoryAndTheEnd() {
        Commandline run = simulate(HA1, HA2, "--json", "--for", "1m", "--keepalived", "ha2");
        JsonNode tree = JsonMapper.shared().readTree(run.out());
        assertThat(tree.get("seconds").asDouble()).isEqualTo(60);
        assertThat(tree.get("routers").get(1).get("software").asString()).isEqualTo("keepalived 2.2.7");
        assertThat(tree.get("story").size()).isPositive();
        assertThat(tree.get("violations").size()).isZero();
    }

    @Test
    void whatIsNotUnderstoodIsSaid() {
        assertThat(simulate(HA1, HA2, "--fault", "at 5s explode ha1").err()).contains("'explode' is no fault");
        assertThat(simulate(HA1, HA2, "--fault", "at 5s crash ha3").err()).contains("there is ha1, ha2");
        assertThat(simulate(HA1, HA2, "--for", "long").err()).contains("'long' is no length of time");
        assertThat(simulate(HA1, "--keepalived", "ha9").err()).contains("there is no host 'ha9'");
        assertThat(simulate(file("gone.conf")).exitCode()).isEqualTo(4);
    }
}
