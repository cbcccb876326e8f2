package dev.baton.daemon.link;

import dev.baton.model.Configuration;
import java.util.Optional;
import java.util.function.Consumer;

/// Whether the kernel reports its membership in groups that never leave the link (`disable_local_igmp`); put back as it
/// was at the end.
public final class LocalIgmp implements AutoCloseable {
    private static final String REPORTS = "ipv4/igmp_link_local_mcast_reports";

    private final Consumer<String> log;
    private Optional<Integer> before = Optional.empty();

    public LocalIgmp(Consumer<String> log) {
        this.log = log;
    }

    /// Turns the reports off if the configuration asks for it. They stay off when the next one does not.
    public void apply(Configuration configuration) {
        boolean asked = configuration.globals().flags().contains("disable_local_igmp");
        Optional<Integer> present = ProcSys.read(REPORTS).filter(value -> asked && value != 0);
        if (present.isPresent()) {
            ProcSys.write(REPORTS, 0)
                    .ifPresentOrElse(why -> log.accept("disable_local_igmp: " + why), () -> before = present);
        }
    }

    @Override
    public void close() {
        before.flatMap(value -> ProcSys.write(REPORTS, value)).ifPresent(log);
        before = Optional.empty();
    }
}
