package dev.baton.daemon.thread;

import dev.baton.linux.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A thread with an [EventLoop] and an [Agenda], for work that must not be done on the protocol thread.
///
/// It stays in the network namespace of the thread that makes it. A failure of one piece of work is logged and does
/// not end the others.
public final class LoopThread implements AutoCloseable {
    private static final int FAILURES_MAX = 100;

    private final EventLoop loop = EventLoop.open();
    private final Agenda agenda = new Agenda(loop);
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Consumer<String> log;
    private final Thread thread;

    private LoopThread(String name, Consumer<String> log) {
        this.log = log;
        thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    /// Starts one.
    ///
    /// @param log takes a line; must not wait
    public static LoopThread start(String name, Consumer<String> log) {
        LoopThread started = new LoopThread(name, log);
        started.thread.start();
        return started;
    }

    /// To watch descriptors with; from its own thread only.
    public EventLoop loop() {
        return loop;
    }

    /// To be called back at a time; from its own thread only.
    public Agenda agenda() {
        return agenda;
    }

    /// Has work done on this thread soon; from any thread.
    public void post(Runnable work) {
        loop.post(work);
    }

    /// Has work done on this thread and waits for it; from any other thread. What is posted to a thread that has
    /// ended is never done, and not waited for.
    public void await(Runnable work) {
        CountDownLatch done = new CountDownLatch(1);
        post(() -> {
            try {
                work.run();
            } finally {
                done.countDown();
            }
        });
        try {
            while (!done.await(1, TimeUnit.SECONDS) && thread.isAlive()) {
                // It may take as long as the kernel wants.
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Closed when the thread ends, the last one first; from its own thread only.
    public <T extends AutoCloseable> T closing(T resource) {
        open.push(resource);
        return resource;
    }

    public void log(String line) {
        log.accept(line);
    }

    private void run() {
        for (int failures = 0; failures < FAILURES_MAX; failures++) {
            try {
                loop.run();
                break;
            } catch (RuntimeException bug) {
                log.accept(thread.getName() + ": internal error: " + bug);
                // What was posted after it still waits, and was signalled already.
                loop.post(() -> {});
            }
        }
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                log.accept(thread.getName() + ": closing: " + e.getMessage());
            }
        }
        loop.close();
    }

    /// Ends the loop after the work in hand.
    public void stop() {
        loop.stop();
    }

    /// Ends the thread and waits for that, at most two seconds.
    @Override
    public void close() {
        stop();
        join();
    }

    /// Waits until the thread has ended by itself, at most two seconds.
    public void join() {
        try {
            thread.join(2_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
