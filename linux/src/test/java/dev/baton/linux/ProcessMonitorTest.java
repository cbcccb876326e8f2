package dev.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("kernel")
@Timeout(60)
class ProcessMonitorTest {
    @Test
    void startAndEndOfAProcessAreTold() {
        ProcessMonitor opened = ProcessMonitor.open().orElse(null);
        Assumptions.assumeTrue(opened != null, "the kernel tells of processes only outside of namespaces");
        Set<Integer> changed = new HashSet<>();
        List<Integer> ended = new ArrayList<>();
        try (ProcessMonitor monitor = opened;
                ChildProcess child = ChildProcess.start(List.of("/bin/true"), Map.of())) {
            try (EventLoop loop = EventLoop.open()) {
                loop.watch(monitor, now -> {
                    monitor.receive(into(changed, ended));
                    if (ended.contains((int) child.pid())) {
                        loop.stop();
                    }
                });
                loop.run();
            }
            child.poll();
            assertThat(changed).contains((int) child.pid());
        }
    }

    @Test
    void inANamespaceItIsNotToBeHad() throws Exception {
        Isolated.run(() -> assertThat(ProcessMonitor.open()).isEmpty());
    }

    private static ProcessMonitor.Listener into(Set<Integer> changed, List<Integer> ended) {
        return new ProcessMonitor.Listener() {
            @Override
            public void changed(int pid) {
                changed.add(pid);
            }

            @Override
            public void ended(int pid) {
                ended.add(pid);
            }

            @Override
            public void lost() {
                throw new AssertionError("nothing is lost in so short a time");
            }
        };
    }
}
