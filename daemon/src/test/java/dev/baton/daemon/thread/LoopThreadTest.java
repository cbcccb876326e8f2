package dev.baton.daemon.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopThreadTest {
    private final List<String> log = new CopyOnWriteArrayList<>();

    @Test
    void workThatFailsDoesNotKeepWhatComesAfterItWaiting() throws InterruptedException {
        CountDownLatch allPosted = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        try (LoopThread thread = LoopThread.start("worker", log::add)) {
            thread.post(() -> awaitQuietly(allPosted));
            thread.post(() -> {
                throw new IllegalStateException("a mistake");
            });
            thread.post(done::countDown);
            allPosted.countDown();
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(log).containsExactly("worker: internal error: java.lang.IllegalStateException: a mistake");
    }

    @Test
    void whoAwaitsWorkGoesOnWhenItIsDone() {
        try (LoopThread thread = LoopThread.start("worker", log::add)) {
            thread.await(() -> log.add("done"));
            assertThat(log).containsExactly("done");
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
