package dev.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.model.Tick;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EventLoopTest {
    /// A source that is readable.
    private static WakeUp readable() {
        WakeUp source = WakeUp.open();
        source.signal();
        return source;
    }

    @Test
    void everythingReadableIsReadBeforeTheDeadlineSpeaks() {
        // More sources than one epoll_wait reports.
        int sources = 150;
        List<WakeUp> opened = new ArrayList<>();
        List<String> order = new ArrayList<>();
        List<Tick> nows = new ArrayList<>();
        try (EventLoop loop = EventLoop.open()) {
            for (int index = 0; index < sources; index++) {
                WakeUp source = readable();
                opened.add(source);
                loop.watch(source, now -> {
                    source.drain();
                    nows.add(now);
                    order.add("packet");
                });
            }
            loop.onDeadline(now -> {
                nows.add(now);
                order.add("timer");
            });
            loop.deadline(Tick.ZERO);
            loop.wakeUpOnce(-1);
        }
        opened.forEach(WakeUp::close);
        assertThat(order).hasSize(sources + 1).endsWith("packet", "timer");
        assertThat(nows).allMatch(nows.getFirst()::equals);
    }

    @Test
    void aSourceThatNeverRunsDryDoesNotHoldUpTheDeadline() {
        AtomicInteger reads = new AtomicInteger();
        AtomicInteger expiries = new AtomicInteger();
        try (WakeUp flood = readable();
                EventLoop loop = EventLoop.open()) {
            loop.watch(flood, now -> reads.incrementAndGet());
            loop.onDeadline(now -> {
                loop.deadline(now);
                if (expiries.incrementAndGet() == 100) {
                    loop.stop();
                }
            });
            loop.deadline(MonotonicClock.now());
            loop.run();
        }
        assertThat(expiries).hasValue(100);
        assertThat(reads.get()).isBetween(100, 110);
    }

    @Test
    void deadlineIsNeverEarlyAndComesOnce() {
        List<Tick> reached = new ArrayList<>();
        Tick due = MonotonicClock.now().plus(Duration.ofMillis(30));
        try (EventLoop loop = EventLoop.open()) {
            loop.onDeadline(reached::add);
            loop.deadline(due);
            while (reached.isEmpty()) {
                loop.wakeUpOnce(1000);
            }
            loop.wakeUpOnce(50);
        }
        assertThat(reached).hasSize(1).first().matches(due::isReachedAt);
    }

    @Test
    void aNewDeadlineReplacesTheFormer() {
        List<Tick> reached = new ArrayList<>();
        try (EventLoop loop = EventLoop.open()) {
            loop.onDeadline(reached::add);
            // Far enough away that no pause of the machine reaches it before it is replaced.
            loop.deadline(MonotonicClock.now().plus(Duration.ofHours(1)));
            loop.wakeUpOnce(0);
            loop.deadline(MonotonicClock.now().plus(Duration.ofMillis(5)));
            loop.wakeUpOnce(-1);
            assertThat(reached).hasSize(1);
            loop.wakeUpOnce(0);
        }
        assertThat(reached).hasSize(1);
    }

    @Test
    void workOfOtherThreadsRunsOnTheLoopsThread() throws Exception {
        List<Thread> ranOn = new ArrayList<>();
        try (EventLoop loop = EventLoop.open()) {
            Thread runner = Thread.ofPlatform().start(loop::run);
            for (int index = 0; index < 1000; index++) {
                loop.post(() -> ranOn.add(Thread.currentThread()));
            }
            loop.post(loop::stop);
            runner.join();
            assertThat(ranOn).hasSize(1000).allMatch(runner::equals);
        }
    }

    @Test
    void anUnwatchedSourceIsNotHeardAnyMoreInTheSameWakeUp() {
        List<String> heard = new ArrayList<>();
        try (WakeUp one = readable();
                WakeUp two = readable();
                EventLoop loop = EventLoop.open()) {
            loop.watch(one, now -> {
                heard.add("one");
                loop.unwatch(two);
            });
            loop.watch(two, now -> {
                heard.add("two");
                loop.unwatch(one);
            });
            loop.wakeUpOnce(0);
            loop.wakeUpOnce(0);
        }
        // Whichever came first silenced the other, and is itself still heard.
        assertThat(heard).hasSize(2);
        assertThat(heard.getFirst()).isEqualTo(heard.getLast());
    }

    @Test
    void watchingASourceTwiceIsRefused() {
        try (WakeUp source = WakeUp.open();
                EventLoop loop = EventLoop.open()) {
            loop.watch(source, now -> {});
            assertThatThrownBy(() -> loop.watch(source, now -> {})).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void closingGivesEveryDescriptorBack() {
        EventLoop.open().close();
        long before = OpenDescriptors.count();
        for (int index = 0; index < 1000; index++) {
            EventLoop.open().close();
        }
        assertThat(OpenDescriptors.count()).isEqualTo(before);
    }
}
