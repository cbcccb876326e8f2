package dev.baton.it.lab;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A pair at work under a [Burden]. Nothing fails, so every change of state is a false alarm.
public final class Strain implements AutoCloseable {
    /// What makes it hard to be punctual.
    public enum Burden {
        /// Nothing but its own work.
        NONE,
        /// Every processor is kept busy by others.
        PROCESSORS,
        /// Besides, a thread in Baton's JVM allocates as checkers do.
        PROCESSORS_AND_HEAP
    }

    private static final String REAL_TIME = "global_defs {\n    vrrp_rt_priority 50\n}\n";
    private static final String GC_LOG = "/run/gc.log";
    private static final Pattern PAUSE = Pattern.compile("Pause .* ([0-9.]+)ms$");
    private static final int FIRST_PRIORITY = 150;
    private static final int SECOND_PRIORITY = 100;
    private static final int MEBIBYTES_PER_SECOND = 2;
    private static final int LIVE_MEBIBYTES = 4;
    private static final Duration START_MAX = Duration.ofSeconds(30);
    private static final Duration SETTLING = Duration.ofSeconds(5);

    private final Pair pair;
    private final Optional<BusyProcessors> busy;
    private final long changesBefore;
    private final int collectionsBefore;

    private Strain(Pair pair, Optional<BusyProcessors> busy) {
        this.pair = pair;
        this.busy = busy;
        this.changesBefore = changes(pair);
        this.collectionsBefore = pauses(pair).size();
    }

    /// A pair that has settled under its burden.
    ///
    /// @param realTime with `vrrp_rt_priority 50` in both files; without it Baton asks for real-time priority by
    ///     itself where it is permitted
    public static Strain begin(Product product, Duration interval, Burden burden, boolean realTime) {
        Setting setting =
                new Setting(3, Setting.Family.IPV4, Setting.Transport.UNICAST, Setting.Authentication.NONE, interval);
        Pair pair = new Pair(
                host -> peer(product, host, setting, FIRST_PRIORITY, burden, realTime),
                host -> peer(product, host, setting, SECOND_PRIORITY, burden, realTime),
                setting.family().shared());
        try {
            pair.startInOrder();
            pair.awaitLog(pair.second(), "Entering BACKUP STATE", START_MAX);
        } catch (LabException failed) {
            pair.close();
            throw failed;
        }
        Optional<BusyProcessors> busy = burden == Burden.NONE ? Optional.empty() : Optional.of(new BusyProcessors());
        Await.holds("the burden is there", SETTLING, () -> busy.stream().allMatch(BusyProcessors::isBusy), pair::logs);
        return new Strain(pair, busy);
    }

    private static Peer peer(
            Product product, Host host, Setting setting, int priority, Burden burden, boolean realTime) {
        String conf =
                (realTime ? REAL_TIME : "") + new Contender(product, priority).withPriority(host, setting, priority);
        String load = burden == Burden.PROCESSORS_AND_HEAP
                ? Agent.allocating(MEBIBYTES_PER_SECOND, LIVE_MEBIBYTES) + " "
                : "";
        return product == Product.BATON
                ? new BatonPeer(host, conf, load + "-Xlog:gc:file=" + GC_LOG)
                : product.on(host, conf);
    }

    /// The master.
    public Peer first() {
        return pair.first();
    }

    /// Changes of state on both sides since the beginning.
    public long falseAlarms() {
        return changes(pair) - changesBefore;
    }

    private static long changes(Pair pair) {
        return pair.logs().lines().filter(line -> line.contains("Entering ")).count();
    }

    /// How long each collection since the beginning has stopped the master's JVM, in milliseconds; nothing if it has
    /// none.
    public List<Double> collections() {
        List<Double> pauses = pauses(pair);
        return pauses.subList(collectionsBefore, pauses.size());
    }

    private static List<Double> pauses(Pair pair) {
        if (!(pair.first() instanceof BatonPeer)) {
            return List.of();
        }
        return pair.first()
                .host()
                .run("cat", GC_LOG)
                .lines()
                .map(PAUSE::matcher)
                .filter(Matcher::find)
                .map(matcher -> Double.valueOf(matcher.group(1)))
                .toList();
    }

    /// Ends the burden, stops the first peer and returns the lines of its log that contain a text.
    public List<String> linesAfterStop(String text) {
        busy.ifPresent(BusyProcessors::close);
        pair.first().stop();
        return pair.first().log().lines().filter(line -> line.contains(text)).toList();
    }

    /// What both have written.
    public String logs() {
        return pair.logs();
    }

    @Override
    public void close() {
        busy.ifPresent(BusyProcessors::close);
        pair.close();
    }
}
