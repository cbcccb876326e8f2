package dev.baton.daemon.track;

import dev.baton.daemon.thread.Agenda;
import dev.baton.daemon.thread.LoopThread;
import dev.baton.linux.LinkProbe;
import dev.baton.linux.MonotonicClock;
import dev.baton.model.InterfaceName;
import dev.baton.model.LinkPolling.Method;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Asks for the link of interfaces of which the kernel does not tell, every second. Used on the tracking thread only.
final class LinkPoller {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final LoopThread thread;
    private final BiConsumer<InterfaceName, Boolean> report;
    private final Map<InterfaceName, Boolean> told = new HashMap<>();
    private Map<InterfaceName, Method> polled = Map.of();
    private Optional<LinkProbe> probe = Optional.empty();
    private Optional<Agenda.Entry> next = Optional.empty();

    /// @param report takes an interface and whether it has a link
    LinkPoller(LoopThread thread, BiConsumer<InterfaceName, Boolean> report) {
        this.thread = thread;
        this.report = report;
    }

    /// Polls these from now on; what is not polled any more has its link back.
    void configure(Map<InterfaceName, Method> interfaces) {
        next.ifPresent(Agenda.Entry::cancel);
        told.forEach((name, alive) -> {
            if (!alive && !interfaces.containsKey(name)) {
                report.accept(name, true);
            }
        });
        told.keySet().retainAll(interfaces.keySet());
        polled = interfaces;
        if (!polled.isEmpty()) {
            if (probe.isEmpty()) {
                probe = Optional.of(thread.closing(LinkProbe.open()));
            }
            poll();
        }
    }

    private void poll() {
        polled.forEach((name, method) -> {
            boolean alive = ask(name.value(), method);
            if (told.getOrDefault(name, true) != alive) {
                thread.log("Linkbeat: interface " + name + (alive ? " has its link back" : " has no link"));
                report.accept(name, alive);
            }
            told.put(name, alive);
        });
        next = Optional.of(thread.agenda().at(MonotonicClock.now().plus(INTERVAL), this::poll));
    }

    /// An interface that answers to nothing has no link.
    private boolean ask(String name, Method method) {
        LinkProbe opened = probe.orElseThrow();
        return switch (method) {
            case MII -> opened.mii(name).orElse(false);
            case ETHTOOL -> opened.ethtool(name).orElse(false);
            case IOCTL -> opened.flags(name).orElse(false);
            case ANY ->
                opened.mii(name)
                        .or(() -> opened.ethtool(name))
                        .or(() -> opened.flags(name))
                        .orElse(false);
        };
    }
}
