package dev.baton.linux;

import dev.baton.dataplane.Destination;
import dev.baton.dataplane.LoadBalancer;
import dev.baton.dataplane.Operation;
import dev.baton.dataplane.OperationResult;
import dev.baton.dataplane.OperationResult.Cause;
import dev.baton.dataplane.Pool;
import dev.baton.dataplane.ServiceKey;
import dev.baton.dataplane.ServiceTable;
import dev.baton.dataplane.nft.NftProgram;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Virtual servers on nf_tables, in the network namespace of the thread that opened it. One thread at a time.
///
/// A table that a daemon before this one left goes on balancing until the first operations come; then it is replaced
/// at one moment. Connections that are established do not notice.
public final class NftLoadBalancer implements LoadBalancer {
    private static final String TABLE = "baton";
    private static final String DISPATCH = "dispatch";
    /// Clients of persistent services, who come and go.
    private static final String STICKY = "sticky-";
    private static final Pattern COUNTED = Pattern.compile("(0x[0-9a-f]{8}) counter packets (\\d+) bytes (\\d+) :");

    private final NftCommands nft;
    private final NftTableWatch watch;
    private final NftNotices notices;
    private NftProgram program = new NftProgram();
    private boolean inForce;
    private Optional<NftTableWatch.Look> expected = Optional.empty();

    private NftLoadBalancer(NftCommands nft, NftTableWatch watch, NftNotices notices) {
        this.nft = nft;
        this.watch = watch;
        this.notices = notices;
    }

    /// Changes nothing yet.
    ///
    /// @param nft is closed with it
    public static NftLoadBalancer with(NftCommands nft) {
        return new NftLoadBalancer(nft, NftTableWatch.open(TABLE, DISPATCH), NftNotices.open(TABLE, STICKY));
    }

    /// Says at once when somebody else has changed our table; whoever waits for it calls [#restore()].
    public NftNotices notices() {
        return notices;
    }

    /// What the kernel refuses once is tried again as a whole: it may be that somebody else changed our table. If
    /// that is refused too, all of ours counts as gone.
    @Override
    public List<OperationResult> apply(List<Operation> operations) {
        NftProgram.Change change = program.apply(operations);
        try {
            if (inForce && !change.text().isEmpty()) {
                changeOrReplace(change.text());
            } else if (!inForce) {
                replace();
            }
            expected = Optional.of(watch.look());
            return change.results();
        } catch (KernelException refused) {
            program = new NftProgram();
            inForce = false;
            expected = Optional.empty();
            OperationResult failed = new OperationResult.Refused(Cause.FAILED, refused.getMessage());
            return operations.stream().map(each -> failed).toList();
        }
    }

    private void changeOrReplace(String text) {
        try {
            change(text);
        } catch (KernelException refused) {
            replace();
        }
    }

    private void change(String text) {
        notices.byUs(() -> nft.run(text));
    }

    private void replace() {
        change(program.whole());
        inForce = true;
    }

    @Override
    public boolean restore() {
        if (!inForce
                || (!notices.isTouched()
                        && expected.filter(watch.look()::equals).isPresent())) {
            return false;
        }
        notices.forget();
        replace();
        expected = Optional.of(watch.look());
        return true;
    }

    @Override
    public ServiceTable services() {
        return inForce ? program.table() : ServiceTable.EMPTY;
    }

    @Override
    public Map<Destination.Key, Traffic> traffic(ServiceKey service) {
        return traffic().getOrDefault(service, Map.of());
    }

    @Override
    public Map<ServiceKey, Map<Destination.Key, Traffic>> traffic() {
        Map<String, Traffic> byMark = new HashMap<>();
        if (inForce) {
            // One listing: to show a single map the library reads everything as well.
            read(nft.run("list table inet " + TABLE + "\n"), byMark);
        }
        Map<ServiceKey, Map<Destination.Key, Traffic>> all = new HashMap<>();
        services().pools().forEach(pool -> all.put(pool.service().key(), traffic(pool, byMark)));
        return all;
    }

    private static void read(String listing, Map<String, Traffic> byMark) {
        Matcher element = COUNTED.matcher(listing);
        while (element.find()) {
            long packets = Long.parseLong(element.group(2));
            byMark.put(element.group(1), new Traffic(packets, packets, Long.parseLong(element.group(3))));
        }
    }

    private Map<Destination.Key, Traffic> traffic(Pool pool, Map<String, Traffic> byMark) {
        Map<Destination.Key, Traffic> servers = new HashMap<>();
        pool.destinations()
                .forEach(server -> program.mark(pool.service().key(), server.key())
                        .map("0x%08x"::formatted)
                        .map(byMark::get)
                        .ifPresent(traffic -> servers.put(server.key(), traffic)));
        return servers;
    }

    /// The whole table goes, whoever made it. Without any NAT table the kernel stops translating what is established.
    @Override
    public void clear() {
        change(NftProgram.nothing());
        program = new NftProgram();
        inForce = false;
        expected = Optional.empty();
    }

    @Override
    public void close() {
        watch.close();
        notices.close();
        nft.close();
    }
}
