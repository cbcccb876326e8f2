package dev.baton.daemon.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.KeepalivedConfig;
import dev.baton.config.source.MemorySourceLoader;
import dev.baton.config.source.ReadOptions;
import dev.baton.linux.MonotonicClock;
import dev.baton.model.GlobalSettings;
import dev.baton.model.Tick;
import dev.baton.vrrp.Event;
import dev.baton.vrrp.VrrpEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusAnswersTest {
    private static final String CONFIG = """
            vrrp_instance VI_1 {
                interface eth0
                virtual_router_id 51
                priority 255
                unicast_src_ip 10.0.0.2
                unicast_peer { 10.0.0.3 }
                virtual_ipaddress { 10.0.0.1/24 }
                virtual_ipaddress_excluded { 10.0.0.9 }
            }
            """;

    @Test
    void instancesSayWhatTheyAreAndWhy() {
        String answer = answers(Runnable::run).to("status");
        assertThat(answer)
                .startsWith("{\"protocol\":1,\"at\":\"20")
                .endsWith("}\n")
                .contains("\"configuration\":\"/etc/k.conf\"")
                .contains("\"name\":\"VI_1\",\"state\":\"FAULT\"")
                .contains("\"reason\":{\"kind\":\"InterfaceDown\",\"sentence\":\"interface eth0 is down\"}")
                .contains("\"priority\":255,\"configured_priority\":255,\"vrid\":51,\"version\":2,"
                        + "\"interface\":\"eth0\"")
                .contains("\"addresses\":[\"10.0.0.1/24\"],\"excluded_addresses\":[\"10.0.0.9/32\"]")
                .contains("\"advert_sent\":0");
    }

    @Test
    void onlyWhatIsAskedForIsAnswered() {
        assertThat(answers(Runnable::run).to("  status\tservices "))
                .contains("\"services\":[{\"up\":true}]")
                .doesNotContain("instances");
    }

    @Test
    void whatIsNotThereIsNamedWithWhatIs() {
        assertThat(answers(Runnable::run).to("status moon"))
                .isEqualTo("{\"error\":\"there is no part 'moon'; there is: instances, services\"}\n");
        assertThat(answers(Runnable::run).to("")).contains("\"error\":\"unknown request; there is: status");
        assertThat(answers(Runnable::run).to("\u0000\u0007\"")).contains("\"error\":\"unknown request");
    }

    @Test
    void protocolThreadThatHangsIsAskedOnceAndItsSilenceTold() {
        List<Runnable> asked = new ArrayList<>();
        StatusAnswers answers = answers(asked::add);
        assertThat(answers.to("status")).contains("\"error\":\"the protocol thread has not answered yet\"");
        assertThat(answers.to("status")).contains("\"error\"");
        assertThat(asked).hasSize(1);
        asked.getFirst().run();
        assertThat(answers.to("status")).contains("VI_1");
    }

    @Test
    void protocolThreadIsNotAskedByEveryClient() {
        List<Runnable> asked = new ArrayList<>();
        StatusAnswers answers = answers(work -> {
            asked.add(work);
            work.run();
        });
        Tick begin = MonotonicClock.now();
        for (int count = 0; count < 1_000; count++) {
            answers.to("status");
        }
        long millis = MonotonicClock.now().since(begin).toMillis();
        assertThat(asked.size()).isLessThanOrEqualTo((int) (millis / 50) + 1);
    }

    @Test
    void pathFollowsTheConfiguration() {
        assertThat(ControlPath.of(settings(""))).contains(ControlPath.DEFAULT);
        assertThat(ControlPath.of(settings("baton { control_socket /run/x.sock }")))
                .contains(Path.of("/run/x.sock"));
        assertThat(ControlPath.of(settings("baton { control_socket off }"))).isEmpty();
        assertThat(ControlPath.of(settings("net_namespace blue\ninstance left")))
                .contains(Path.of("/run/baton/control_blue_left.sock"));
    }

    private static GlobalSettings settings(String text) {
        return KeepalivedConfig.read(MemorySourceLoader.of("/k.conf", text + "\n"), "/k.conf", ReadOptions.forHost("h"))
                .configuration()
                .orElseThrow()
                .globals();
    }

    private static StatusAnswers answers(java.util.function.Consumer<Runnable> protocolThread) {
        VrrpEngine engine = new VrrpEngine(
                KeepalivedConfig.read(MemorySourceLoader.of("/k.conf", CONFIG), "/k.conf", ReadOptions.forHost("h"))
                        .configuration()
                        .orElseThrow()
                        .vrrp());
        engine.handle(Tick.ZERO, new Event.Started(Duration.ZERO));
        return new StatusAnswers(
                new DaemonFacts("/etc/k.conf", MonotonicClock.now()),
                List.of(new InstanceStatus(protocolThread, engine::routers), new Services()));
    }

    private record Services() implements StatusSource {
        @Override
        public String name() {
            return "services";
        }

        @Override
        public Snapshot snapshot() {
            return new Snapshot() {
                @Override
                public Tick at() {
                    return MonotonicClock.now();
                }

                @Override
                public Object tree(WallTime clock) {
                    return List.of(Map.of("up", true));
                }
            };
        }
    }
}
