package dev.baton.it.lab;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A pair at work while every processor is kept busy by others, and in Baton's JVM a thread allocates as checkers do.
/// Nothing fails, so every change of state is a false alarm.
public final class Strain implements AutoCloseable {
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
    private final BusyProcessors busy;
    private final long changesBefore;

    private Strain(Pair pair, BusyProcessors busy) {
        this.pair = pair;
        this.busy = busy;
        this.changesBefore = changes(pair);
    }

    /// A pair that has settled under the load.
    ///
    /// @param realTime with `vrrp_rt_priority 50` in both files; without it Baton asks for real-time priority by
    ///     itself where it is permitted
    public static Strain begin(Product product, Duration interval, boolean realTime) {
        Setting setting =
                new Setting(3, Setting.Family.IPV4, Setting.Transport.UNICAST, Setting.Authentication.NONE, interval);
        Pair pair = new Pair(
                host -> peer(product, host, setting, FIRST_PRIORITY, realTime),
                host -> peer(product, host, setting, SECOND_PRIORITY, realTime),
                setting.family().shared());
        try {
            pair.startInOrder();
            pair.awaitLog(pair.second(), "Entering BACKUP STATE", START_MAX);
        } catch (LabException failed) {
            pair.close();
            throw failed;
        }
        BusyProcessors busy = new BusyProcessors();
        Await.holds("the load is there", SETTLING, busy::isBusy, pair::logs);
        return new Strain(pair, busy);
    }

    private static Peer peer(Product product, Host host, Setting setting, int priority, boolean realTime) {
        String conf =
                (realTime ? REAL_TIME : "") + new Contender(product, priority).withPriority(host, setting, priority);
        return product == Product.BATON
                ? new BatonPeer(
                        host, conf, Agent.allocating(MEBIBYTES_PER_SECOND, LIVE_MEBIBYTES) + " -Xlog:gc:file=" + GC_LOG)
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

    /// How long each collection of the master's JVM has stopped it, in milliseconds; nothing if it has none.
    public List<Double> collections() {
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

    /// Ends the load, stops the first peer and returns the lines of its log that contain a text.
    public List<String> linesAfterStop(String text) {
        busy.close();
        pair.first().stop();
        return pair.first().log().lines().filter(line -> line.contains(text)).toList();
    }

    /// What both have written.
    public String logs() {
        return pair.logs();
    }

    @Override
    public void close() {
        busy.close();
        pair.close();
    }
}
