package dev.baton.dataplane;

import dev.baton.dataplane.parity.Scenarios;
import dev.baton.model.IpAddress;
import dev.baton.model.VirtualServerSpec.Persistence;
import dev.baton.model.VirtualServerSpec.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// Random states of a data plane, small enough that two of them have much in common.
public final class Shapes {
    private static final List<String> SCHEDULERS = List.of("rr", "wrr", "sh", "mh", "lc", "fo", "dh", "twos");

    private Shapes() {}

    public static ServiceTable random(Random random) {
        List<Pool> pools = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            if (random.nextInt(4) > 0) {
                pools.add(pool(random, new ServiceKey.Address(IpAddress.of("10.0.0." + i), 80, Protocol.TCP)));
            }
        }
        if (random.nextBoolean()) {
            pools.add(pool(random, Scenarios.MARK));
        }
        return new ServiceTable(pools, List.of());
    }

    private static Pool pool(Random random, ServiceKey key) {
        List<Destination> destinations = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            if (random.nextBoolean()) {
                destinations.add(Scenarios.destination("10.1.0." + i, 8080 + random.nextInt(2), random.nextInt(4)));
            }
        }
        Optional<Persistence> persistence = random.nextInt(3) == 0
                ? Optional.of(new Persistence(50, 16 + 8 * random.nextInt(3), Optional.empty()))
                : Optional.empty();
        String scheduler = SCHEDULERS.get(random.nextInt(SCHEDULERS.size()));
        return new Pool(new VirtualService(key, scheduler, Set.of(), false, persistence), destinations);
    }
}
