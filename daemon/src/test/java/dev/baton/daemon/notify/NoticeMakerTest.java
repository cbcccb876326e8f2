package dev.baton.daemon.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.KeepalivedConfig;
import dev.baton.config.source.MemorySourceLoader;
import dev.baton.config.source.ReadOptions;
import dev.baton.model.Configuration;
import dev.baton.model.IpAddress;
import dev.baton.model.Priority;
import dev.baton.model.Reason;
import dev.baton.model.RouterState;
import dev.baton.model.Tick;
import dev.baton.vrrp.Effect;
import dev.baton.vrrp.Observation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoticeMakerTest {
    private static final String TWO = """
            vrrp_sync_group G {
                group { A B }
                notify_backup "/bin/g back"
                notify "/bin/g any"
            }
            vrrp_instance A {
                interface eth0
                virtual_router_id 1
                priority 150
                virtual_ipaddress { 10.0.0.1 }
                notify_priority_changes
                notify_master "/bin/a 'one  word'"
                notify "/bin/a any"
            }
            vrrp_instance B {
                interface eth0
                virtual_router_id 2
                virtual_ipaddress { 10.0.0.2 }
                notify_deleted "/bin/b gone"
            }
            """;

    private final NoticeMaker maker = new NoticeMaker();

    private static Configuration configuration(String text) {
        return KeepalivedConfig.read(MemorySourceLoader.of("/k", text), "/k", ReadOptions.forHost("h"))
                .configuration()
                .orElseThrow();
    }

    private static Effect entered(String router, RouterState from, RouterState to, Reason reason) {
        return new Effect.Entered(router, from, to, reason, Tick.ZERO);
    }

    private static Effect entered(String router, RouterState to) {
        return entered(router, RouterState.BACKUP, to, new Reason.Started());
    }

    private static Effect priority(String router, int before, int now) {
        return new Effect.Observed(router, new Observation.PriorityChanged(new Priority(before), new Priority(now)));
    }

    private List<String> lines(Effect... effects) {
        return maker.of(List.of(effects)).stream()
                .map(posting -> posting.notice().line().strip())
                .toList();
    }

    @Test
    void groupIsToldAfterItsLastMember() {
        maker.configured(configuration(TWO));
        assertThat(lines(entered("A", RouterState.BACKUP))).containsExactly("INSTANCE \"A\" BACKUP 150");
        assertThat(lines(entered("B", RouterState.BACKUP)))
                .containsExactly("INSTANCE \"B\" BACKUP 100", "GROUP \"G\" BACKUP 0");
        assertThat(lines(entered("A", RouterState.MASTER), entered("B", RouterState.MASTER)))
                .containsExactly("INSTANCE \"A\" MASTER 150", "INSTANCE \"B\" MASTER 100", "GROUP \"G\" MASTER 0");
    }

    @Test
    void scriptOfTheStateComesBeforeTheOneForAllAndOnlyThatGetsArguments() {
        maker.configured(configuration(TWO));
        List<Posting.Run> runs =
                maker.of(List.of(entered("A", RouterState.MASTER))).getFirst().scripts();
        assertThat(runs)
                .extracting(run -> run.script().command())
                .containsExactly(List.of("/bin/a", "one  word"), List.of("/bin/a", "any"));
        assertThat(runs)
                .extracting(Posting.Run::further)
                .containsExactly(List.of(), List.of("INSTANCE", "A", "MASTER", "150"));
    }

    @Test
    void prioritiesAreToldOnlyWhereAskedForAndOnce() {
        maker.configured(configuration(TWO));
        assertThat(lines(priority("A", 150, 130), priority("B", 100, 80)))
                .containsExactly("INSTANCE \"A\" BACKUP_PRIORITY 130");
        assertThat(lines(entered("A", RouterState.MASTER), priority("A", 130, 131)))
                .containsExactly("INSTANCE \"A\" MASTER 130", "INSTANCE \"A\" MASTER_PRIORITY 131");
        assertThat(lines(entered("B", RouterState.FAULT))).containsExactly("INSTANCE \"B\" FAULT 80");
    }

    @Test
    void eachAdvertOfALoserIsToldToScriptsOfItsOwn() {
        maker.configured(configuration("""
                vrrp_instance A {
                    interface eth0
                    virtual_router_id 1
                    priority 150
                    virtual_ipaddress { 10.0.0.1 }
                    notify_master_rx_lower_pri "/bin/a lower"
                    notify "/bin/a any"
                }
                """));
        Effect heard = new Effect.Observed(
                "A", new Observation.LoserHeard(IpAddress.of("10.0.0.9"), new Priority(100), new Priority(150), true));
        List<Posting> told = maker.of(List.of(entered("A", RouterState.MASTER), heard, heard));
        assertThat(told.subList(1, told.size()))
                .extracting(posting -> posting.notice().line().strip())
                .containsExactly("INSTANCE \"A\" MASTER_RX_LOWER_PRI 150", "INSTANCE \"A\" MASTER_RX_LOWER_PRI 150");
        assertThat(told.getLast().scripts())
                .extracting(run -> run.script().command())
                .containsExactly(List.of("/bin/a", "lower"));
    }

    @Test
    void handoverOfAStoppingDaemonIsToldAsStopWithTheLastPriority() {
        maker.configured(configuration(TWO));
        maker.of(List.of(entered("A", RouterState.MASTER)));
        assertThat(lines(
                        priority("A", 150, 1),
                        new Effect.Observed("A", new Observation.HandoverStarted(Duration.ofSeconds(1)))))
                .isEmpty();
        Reason handedOver = new Reason.HandedOver(IpAddress.of("10.0.0.9"));
        assertThat(lines(
                        entered("A", RouterState.MASTER, RouterState.BACKUP, handedOver),
                        entered("A", RouterState.BACKUP, RouterState.STOP, new Reason.ShutDown())))
                .containsExactly("INSTANCE \"A\" STOP 150");
    }

    @Test
    void removedInstanceIsDeletedOnlyWhereAskedForElseFaulty() {
        maker.configured(configuration(TWO));
        maker.configured(configuration("""
                vrrp_instance C {
                    interface eth0
                    virtual_router_id 3
                    virtual_ipaddress { 10.0.0.3 }
                }
                """));
        Reason removed = new Reason.Removed();
        List<Posting> told = maker.of(List.of(
                entered("A", RouterState.BACKUP, RouterState.STOP, removed),
                entered("B", RouterState.BACKUP, RouterState.STOP, removed)));
        assertThat(told)
                .extracting(posting -> posting.notice().line().strip())
                .containsExactly("INSTANCE \"A\" FAULT 150", "INSTANCE \"B\" DELETED 100");
        assertThat(told.getLast().scripts())
                .extracting(run -> run.script().command())
                .containsExactly(List.of("/bin/b", "gone"));
    }
}
