package dev.baton.daemon.setting;

import dev.baton.model.InterfaceName;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The interfaces on which deleting the first address of a network keeps the others
/// (`net.ipv4.conf.IF.promote_secondaries`); put back as it was at the end.
public final class PromoteSecondaries {
    private static final String BEGINNING = "ipv4/conf/";
    private static final String ENDING = "/promote_secondaries";

    private final FormerSettings former;
    private final Consumer<String> log;

    public PromoteSecondaries(FormerSettings former, Consumer<String> log) {
        this.former = former;
        this.log = log;
    }

    /// Turns it on for these interfaces and back for others.
    public void on(Set<InterfaceName> interfaces) {
        Set<String> wanted =
                interfaces.stream().map(device -> BEGINNING + device + ENDING).collect(Collectors.toSet());
        Set<String> leaving = former.changed(BEGINNING, ENDING);
        leaving.removeAll(wanted);
        leaving.forEach(name -> former.restore(name).ifPresent(this::tell));
        wanted.forEach(name -> former.change(name, 1).ifPresent(this::tell));
    }

    private void tell(String refusal) {
        log.accept("promote_secondaries: " + refusal);
    }
}
