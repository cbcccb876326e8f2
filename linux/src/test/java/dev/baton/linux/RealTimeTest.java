package dev.baton.linux;

import static dev.baton.linux.Isolated.sh;
import static org.assertj.core.api.Assertions.assertThat;

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
}
