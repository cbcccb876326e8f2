package dev.baton.bench;

import dev.baton.it.lab.BatonPeer;
import dev.baton.it.lab.Capture;
import dev.baton.it.lab.Fleet;
import dev.baton.it.lab.Gaps;
import dev.baton.it.lab.Peer;
import dev.baton.it.lab.Product;
import dev.baton.it.lab.Resources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A thousand instances on four links: start, rest, death of the master, return of the better node.
///
/// @param watched how long the master is at rest while its adverts are captured
record FleetCase(Duration watched) implements Case {
    private static final int LINKS = 4;
    private static final int ROUTERS_PER_LINK = 250;
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    /// keepalived has been seen to need 53 s to give up 1,000 addresses to a better node.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration SETTLING = Duration.ofSeconds(10);

    @Override
    public String title() {
        return "1,000 instances, advert_int 1";
    }

    @Override
    public Map<String, Double> measure(Product product) {
        try (Fleet fleet = new Fleet(product, LINKS, ROUTERS_PER_LINK, INTERVAL)) {
            Map<String, Double> figures = new LinkedHashMap<>();
            fleet.first().start();
            figures.put("1 start to all MASTER, s", seconds(fleet.awaitHeld(fleet.first(), fleet.size(), PATIENCE)));
            fleet.second().start();
            Usage.after(SETTLING, fleet.second());
            rest(fleet, figures);
            fleet.first().kill();
            figures.put(
                    "3 kill -9 to all taken over, s", seconds(fleet.awaitHeld(fleet.second(), fleet.size(), PATIENCE)));
            fleet.sweep(fleet.first());
            comeBack(fleet, figures);
            return figures;
        }
    }

    private void rest(Fleet fleet, Map<String, Double> figures) {
        List<Capture> captures = new ArrayList<>();
        IntStream.range(0, fleet.links())
                .forEach(link -> captures.add(Capture.of(fleet.second().host(), Fleet.device(link))));
        long allocatedByMaster = allocated(fleet.first());
        long allocatedByBackup = allocated(fleet.second());
        Usage master = Usage.of(fleet.first());
        Usage backup = Usage.of(fleet.second());
        Usage masterAfter = Usage.after(watched, fleet.first());
        Usage backupAfter = Usage.of(fleet.second());
        long moreByMaster = allocated(fleet.first()) - allocatedByMaster;
        long moreByBackup = allocated(fleet.second()) - allocatedByBackup;
        Gaps gaps = captures.stream()
                .map(capture -> Gaps.of(capture.stop().adverts(), INTERVAL))
                .reduce(new Gaps(0, 0, Duration.ZERO), Gaps::with);
        figures.put("2 CPU of the master, %", masterAfter.percentSince(master));
        figures.put("2 CPU of the backup, %", backupAfter.percentSince(backup));
        figures.put("2 PSS of the master, MiB", masterAfter.pssMebibytes());
        if (fleet.first() instanceof BatonPeer) {
            double adverts = fleet.size() * watched.toMillis() / 1e3 * (1e3 / INTERVAL.toMillis());
            figures.put("2 bytes allocated for each advert sent", moreByMaster * 1_024 / adverts);
            figures.put("2 bytes allocated for each advert received", moreByBackup * 1_024 / adverts);
        }
        figures.put("2 adverts seen", (double) gaps.adverts());
        figures.put("2 adverts missed", (double) gaps.missed());
        figures.put("2 longest gap between adverts, ms", gaps.longest().toNanos() / 1e6);
    }

    private static long allocated(Peer peer) {
        return peer instanceof BatonPeer baton ? Resources.allocatedByLoop(baton) : 0;
    }

    /// Over when the better node has all addresses and the other one none.
    private static void comeBack(Fleet fleet, Map<String, Double> figures) {
        fleet.first().start();
        Duration taken = fleet.awaitHeld(fleet.first(), fleet.size(), PATIENCE);
        Duration given = fleet.awaitHeld(fleet.second(), 0, PATIENCE);
        figures.put("4 start of the better node to all moved, s", seconds(taken.plus(given)));
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    @Override
    public String bound() {
        return "Master_Down_Interval 3.41 s (first), 3.61 s (second)";
    }
}
