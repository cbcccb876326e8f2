package dev.baton.daemon.setting;

import dev.baton.model.Configuration;
import java.util.function.Consumer;

/// Whether the kernel reports its membership in groups that never leave the link (`disable_local_igmp`); put back as it
/// was at the end.
public final class LocalIgmp implements AutoCloseable {
    private static final String REPORTS = "ipv4/igmp_link_local_mcast_reports";

    private final FormerSettings former;
    private final Consumer<String> log;

    public LocalIgmp(FormerSettings former, Consumer<String> log) {
        this.former = former;
        this.log = log;
    }

    /// Turns the reports off if the configuration asks for it, and back on if it does not.
    public void apply(Configuration configuration) {
        if (configuration.globals().flags().contains("disable_local_igmp")) {
            former.change(REPORTS, 0).ifPresent(why -> log.accept("disable_local_igmp: " + why));
        } else {
            close();
        }
    }

    @Override
    public void close() {
        former.restore(REPORTS).ifPresent(log);
    }
}
