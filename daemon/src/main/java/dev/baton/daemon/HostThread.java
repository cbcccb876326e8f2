package dev.baton.daemon;

import dev.baton.daemon.setting.FormerSettings;
import dev.baton.daemon.setting.RunFile;
import dev.baton.daemon.thread.LoopThread;
import dev.baton.linux.RouteNetlink;
import dev.baton.model.GlobalSettings;
import java.nio.file.Path;
import java.util.function.Consumer;

/// The thread that keeps the host as it is configured, addresses aside: routes and rules, interfaces of our own,
/// filters and kernel settings. The kernel takes its time for each of them, and a list of routes may be as long as
/// the Internet's: here that holds up neither an advert nor a lease.
///
/// What is handed over is done in order.
final class HostThread implements AutoCloseable {
    /// For the kernel and whoever lists threads.
    static final String NAME = "host";

    private final LoopThread thread;
    private final RouteNetlink netlink = RouteNetlink.open();
    private final FormerSettings former;
    private final RunFile memory;

    /// Starts it in the calling thread's network namespace.
    ///
    /// @param pidFile tells this daemon from others that are living there
    /// @param log takes a line; must not wait
    HostThread(GlobalSettings globals, Path pidFile, Consumer<String> log) {
        this.former = FormerSettings.of(globals, log);
        this.memory = RunFile.of("entries", pidFile.toString());
        this.thread = LoopThread.start(NAME, log);
    }

    /// Has something done after all that was handed over before; from any thread.
    void post(Runnable work) {
        thread.post(work);
    }

    /// Waits until all that was handed over so far is done.
    void settle() {
        await(() -> {});
    }

    /// Has something done after all that was handed over before, and waits for it. Not where adverts would wait too.
    void await(Runnable work) {
        thread.await(work);
    }

    /// The thread itself, to watch and to be called back on; for what lives on it.
    LoopThread thread() {
        return thread;
    }

    /// For requests on this thread.
    RouteNetlink netlink() {
        return netlink;
    }

    /// What was changed of the kernel's settings; for use on this thread.
    FormerSettings former() {
        return former;
    }

    /// Where addresses, routes and rules are remembered.
    RunFile memory() {
        return memory;
    }

    /// Does all that is waiting.
    @Override
    public void close() {
        settle();
        thread.close();
        netlink.close();
    }
}
