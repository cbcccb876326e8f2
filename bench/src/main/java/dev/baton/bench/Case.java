package dev.baton.bench;

import dev.baton.it.lab.Contender;
import dev.baton.it.lab.Fault;
import dev.baton.it.lab.Outage;
import dev.baton.it.lab.Pair;
import dev.baton.it.lab.Product;
import dev.baton.it.lab.Setting;
import dev.baton.it.lab.Strain;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// One thing that is measured for each product in every round.
sealed interface Case
        permits Case.Failure,
                Case.Start,
                Case.Footprint,
                LargeCheck,
                CheckCase,
                FleetCase,
                ShortestIntervalCase,
                LeakCase {
    /// What a row of the table stands for.
    String title();

    /// The figures of one round: what is measured, with its unit, and the value.
    ///
    /// @param product on all hosts of the round
    Map<String, Double> measure(Product product);

    /// What the protocol says about the first figure, in words.
    String bound();

    /// All cases, the shortest last.
    static List<Case> all() {
        Setting seed = new Setting(
                2, Setting.Family.IPV4, Setting.Transport.UNICAST, Setting.Authentication.PASS, Duration.ofSeconds(1));
        Setting tenth = new Setting(
                3, Setting.Family.IPV4, Setting.Transport.UNICAST, Setting.Authentication.NONE, Duration.ofMillis(100));
        return List.of(
                new Failure(seed, Fault.POWER_OFF),
                new Failure(seed, Fault.CLEAN_STOP),
                new Failure(seed, Fault.KILL),
                new Start(seed),
                new Footprint(seed),
                new Failure(tenth, Fault.POWER_OFF),
                new Failure(tenth, Fault.CLEAN_STOP),
                new Failure(tenth, Fault.KILL),
                new LargeCheck(LargeCheck.Variety.UNIFORM),
                new LargeCheck(LargeCheck.Variety.SERVICES),
                new LargeCheck(LargeCheck.Variety.SERVERS),
                new CheckCase(1_000),
                new CheckCase(10_000));
    }

    /// The cases that take long: each watches a daemon at work for a time, or repeats something many times.
    static List<Case> enduring(Duration watched, int cycles) {
        return List.of(
                new FleetCase(watched),
                new ShortestIntervalCase(Strain.Burden.NONE, false, watched),
                new ShortestIntervalCase(Strain.Burden.PROCESSORS, false, watched),
                new ShortestIntervalCase(Strain.Burden.PROCESSORS_AND_HEAP, false, watched),
                new ShortestIntervalCase(Strain.Burden.PROCESSORS_AND_HEAP, true, watched),
                new LeakCase(cycles));
    }

    /// How long a client waits when something happens to the master; both have priority 120, as in the scenario.
    record Failure(Setting setting, Fault fault) implements Case {
        static final int PRIORITY = 120;

        @Override
        public String title() {
            return fault + ", " + setting;
        }

        @Override
        public Map<String, Double> measure(Product product) {
            try (Pair pair = pair(setting, product)) {
                Outage outage = Outage.measure(pair, fault, setting.interval());
                return switch (fault) {
                    case POWER_OFF, LINK_DOWN ->
                        Map.of(
                                "outage, ms", millis(outage.silence()),
                                "since last advert, ms", millis(outage.sinceAdvert()));
                    case CLEAN_STOP, KILL -> Map.of("outage, ms", millis(outage.silence()));
                };
            }
        }

        @Override
        public String bound() {
            return switch (fault) {
                case POWER_OFF, LINK_DOWN ->
                    "Master_Down_Interval %2$.0f ms after the last advert: outage %1$.0f … %2$.0f ms"
                            .formatted(
                                    millis(setting.masterDown(PRIORITY).minus(setting.interval())),
                                    millis(setting.masterDown(PRIORITY)));
                case CLEAN_STOP ->
                    "Skew_Time %.0f ms; none when the address stays until it is taken over"
                            .formatted(millis(setting.skew(PRIORITY)));
                case KILL -> "none while the address stays; Master_Down_Interval where it is a lease";
            };
        }
    }

    /// From the start of the program to the address on the interface; nobody else is there.
    record Start(Setting setting) implements Case {
        private static final Duration START_MAX = Duration.ofSeconds(60);

        @Override
        public String title() {
            return "start to MASTER, " + setting;
        }

        @Override
        public Map<String, Double> measure(Product product) {
            try (Pair pair = pair(setting, product)) {
                long before = System.nanoTime();
                pair.first().start();
                pair.awaitMaster(pair.first(), START_MAX);
                return Map.of("time, ms", millis(Duration.ofNanos(System.nanoTime() - before)));
            }
        }

        @Override
        public String bound() {
            return "Master_Down_Interval %.0f ms".formatted(millis(setting.masterDown(Failure.PRIORITY)));
        }
    }

    /// What a master costs that has been one for a while.
    record Footprint(Setting setting) implements Case {
        private static final Duration WATCHED = Duration.ofSeconds(10);

        @Override
        public String title() {
            return "master at rest, " + setting;
        }

        @Override
        public Map<String, Double> measure(Product product) {
            try (Pair pair = pair(setting, product).startInOrder()) {
                Usage before = Usage.of(pair.first());
                Usage after = Usage.after(WATCHED, pair.first());
                return Map.of(
                        "RSS, MiB", after.rssMebibytes(),
                        "PSS, MiB", after.pssMebibytes(),
                        "CPU, %", after.percentSince(before));
            }
        }

        @Override
        public String bound() {
            return "";
        }
    }

    private static Pair pair(Setting setting, Product product) {
        Contender contender = new Contender(product, Failure.PRIORITY);
        return Pair.of(setting, contender, contender);
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }
}
