package dev.baton.linux;

import static dev.baton.linux.Isolated.sh;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RealTimeTest {
    @Test
    void theThreadsThatCollectGarbageAreFound() {
        assertThat(RealTime.threads())
                .filteredOn(RealTime.KernelThread::collectsGarbage)
                .extracting(RealTime.KernelThread::name)
                .contains("VM Thread");
        assertThat(RealTime.threads()).extracting(RealTime.KernelThread::id).contains(RealTime.currentThreadId());
    }

    @Test
    void whatIsRefusedComesBackAsAValue() {
        assertThat(RealTime.schedule(RealTime.currentThreadId(), 100))
                .hasValueSatisfying(
                        refusal -> assertThat(refusal.is(Errno.EINVAL)).isTrue());
    }

    @Test
    @Tag("kernel")
    void theLoopRunsAtRealTimeAndItsChildrenDoNot() throws Exception {
        FutureTask<String> loop = new FutureTask<>(() -> {
            assertThat(RealTime.schedule(RealTime.currentThreadId(), 10)).isEmpty();
            return sh("chrt -p " + RealTime.currentThreadId());
        });
        FutureTask<String> child = new FutureTask<>(() -> {
            assertThat(RealTime.schedule(RealTime.currentThreadId(), 10)).isEmpty();
            return sh("chrt -p $$");
        });
        Thread.ofPlatform().start(loop);
        Thread.ofPlatform().start(child);
        assertThat(loop.get()).contains("SCHED_RR|SCHED_RESET_ON_FORK").contains("priority: 10");
        assertThat(child.get()).contains("SCHED_OTHER");
    }

    @Test
    @Tag("kernel")
    void aThreadIsNicedAndKeptOnItsProcessor() throws Exception {
        FutureTask<String> loop = new FutureTask<>(() -> {
            int self = RealTime.currentThreadId();
            assertThat(RealTime.nice(self, 7)).isEmpty();
            assertThat(RealTime.bind(self, new TreeSet<>(Set.of(0)))).isEmpty();
            return sh("ps -o ni= -p $$; taskset -pc $$");
        });
        Thread.ofPlatform().start(loop);
        assertThat(loop.get()).contains("7").contains("affinity list: 0\n");
    }

    @Test
    @Tag("kernel")
    void aLargerShareIsNotPassedOn() throws Exception {
        FutureTask<String> niced = new FutureTask<>(() -> {
            int self = RealTime.currentThreadId();
            assertThat(RealTime.nice(self, -7)).isEmpty();
            assertThat(RealTime.niceness(self)).isEqualTo(-7);
            return sh("ps -o ni= -p $$");
        });
        Thread.ofPlatform().start(niced);
        assertThat(niced.get().strip()).isEqualTo("0");
    }

    @Test
    void aProcessorThatDoesNotExistIsRefused() {
        assertThat(RealTime.bind(RealTime.currentThreadId(), new TreeSet<>(Set.of(65_535))))
                .hasValueSatisfying(
                        refusal -> assertThat(refusal.is(Errno.EINVAL)).isTrue());
    }
}
