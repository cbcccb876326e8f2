package dev.baton.dataplane;

import dev.baton.model.VirtualServerSpec;
import dev.baton.model.VirtualServerSpec.Forwarding;
import java.util.LinkedHashSet;
import java.util.Set;

/// Something that a service or a server asks of the data plane.
public sealed interface Feature {
    /// As it is written in a configuration, as far as it is.
    String words();

    record Scheduler(String name) implements Feature {
        @Override
        public String words() {
            return "lvs_sched " + name;
        }
    }

    record SchedulerFlag(String name) implements Feature {
        @Override
        public String words() {
            return name;
        }
    }

    record Method(Forwarding.Method method) implements Feature {
        @Override
        public String words() {
            return "lvs_method " + method;
        }
    }

    record OncePerPacket() implements Feature {
        @Override
        public String words() {
            return "ops";
        }
    }

    record Persistence() implements Feature {
        @Override
        public String words() {
            return "persistence_timeout";
        }
    }

    /// A way to tell clients apart that is not their address (`persistence_engine`).
    record PersistenceEngine(String name) implements Feature {
        @Override
        public String words() {
            return "persistence_engine " + name;
        }
    }

    /// Limits of connections (`uthreshold`, `lthreshold`).
    record Thresholds() implements Feature {
        @Override
        public String words() {
            return "uthreshold and lthreshold";
        }
    }

    record Sync() implements Feature {
        @Override
        public String words() {
            return "lvs_sync_daemon";
        }
    }

    /// What a virtual server asks for.
    static Set<Feature> of(VirtualServerSpec spec) {
        Set<Feature> features = new LinkedHashSet<>();
        addCommon(features, spec.scheduler(), spec.schedulerFlags(), spec.oncePerPacket());
        spec.persistence().ifPresent(persistence -> add(features, persistence));
        spec.sorryServer()
                .ifPresent(sorry -> features.add(new Method(sorry.forwarding().method())));
        spec.realServers().forEach(server -> {
            features.add(new Method(server.forwarding().method()));
            if (server.upperThreshold().isPresent() || server.lowerThreshold().isPresent()) {
                features.add(new Thresholds());
            }
        });
        return features;
    }

    private static void addCommon(Set<Feature> features, String scheduler, Set<String> flags, boolean oncePerPacket) {
        features.add(new Scheduler(scheduler));
        flags.stream().sorted().forEach(flag -> features.add(new SchedulerFlag(flag)));
        if (oncePerPacket) {
            features.add(new OncePerPacket());
        }
    }

    private static void add(Set<Feature> features, VirtualServerSpec.Persistence persistence) {
        features.add(new Persistence());
        persistence.engine().ifPresent(engine -> features.add(new PersistenceEngine(engine)));
    }

    /// What an operation asks for.
    static Set<Feature> of(Operation operation) {
        return switch (operation) {
            case Operation.AddService add -> of(add.service());
            case Operation.EditService edit -> of(edit.service());
            case Operation.AddDestination add -> of(add.destination());
            case Operation.EditDestination edit -> of(edit.destination());
            case Operation.StartSync _ -> Set.of(new Sync());
            case Operation.StopSync _ -> Set.of();
            case Operation.RemoveService _ -> Set.of();
            case Operation.RemoveDestination _ -> Set.of();
        };
    }

    private static Set<Feature> of(VirtualService service) {
        Set<Feature> features = new LinkedHashSet<>();
        addCommon(features, service.scheduler(), service.flags(), service.oncePerPacket());
        service.persistence().ifPresent(persistence -> add(features, persistence));
        return features;
    }

    private static Set<Feature> of(Destination destination) {
        Set<Feature> features =
                new LinkedHashSet<>(Set.of(new Method(destination.forwarding().method())));
        if (destination.upperThreshold().isPresent()
                || destination.lowerThreshold().isPresent()) {
            features.add(new Thresholds());
        }
        return features;
    }
}
