package dev.baton.daemon;

import dev.baton.daemon.dump.Dumps;
import dev.baton.linux.Signal;
import dev.baton.model.Configuration;
import dev.baton.model.Tick;
import dev.baton.vrrp.RouterView;
import java.util.List;
import java.util.Optional;

/// Has keepalived's dump files written when a signal asks for one.
final class Dumping implements Companion {
    private final Dumps dumps;
    private Optional<Configuration> current = Optional.empty();

    Dumping(Log log) {
        dumps = new Dumps(log::line);
    }

    @Override
    public void configured(Tick now, Configuration configuration) {
        current = Optional.of(configuration);
    }

    void write(Signal signal, List<RouterView> routers) {
        current.ifPresent(configuration -> dumps.write(signal, configuration, routers));
    }
}
