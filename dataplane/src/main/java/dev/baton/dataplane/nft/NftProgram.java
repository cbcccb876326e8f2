package dev.baton.dataplane.nft;

import dev.baton.dataplane.Capabilities;
import dev.baton.dataplane.DataPlane;
import dev.baton.dataplane.Destination;
import dev.baton.dataplane.Ledger;
import dev.baton.dataplane.Operation;
import dev.baton.dataplane.OperationResult;
import dev.baton.dataplane.OperationResult.Cause;
import dev.baton.dataplane.Pool;
import dev.baton.dataplane.ServiceKey;
import dev.baton.dataplane.ServiceTable;
import dev.baton.model.IpFamily;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Virtual servers as text for nftables. Knows what is loaded, and turns operations into the commands that change it.
///
/// ```
/// prerouting, output ─► dispatch ─ services4, hosts4, marks4 ─► vs-N ─► translate4 ─► dnat to real4, host4
///                        address . protocol . port : chain       │                     server : address . port
///                                                                ├ choose: slot : server
///                                                                └ sticky-N: client : server
/// postrouting: masquerade what has a mark of ours
/// ```
///
/// Each text is one transaction: nft takes all of it or nothing. If it takes nothing, this program and the kernel
/// differ, and [#whole()] puts the kernel right.
public final class NftProgram {
    /// Family and name of our table.
    public static final String TABLE = "inet baton";

    private static final List<String> FAMILIES = List.of("4", "6");

    private final Ledger ledger = new Ledger();
    private Map<ServiceKey, LoadedService> loaded = new HashMap<>();
    private Numbers numbers = new Numbers();

    /// With nothing loaded; the kernel gets the table by [#whole()].
    public NftProgram() {}

    /// What operations amount to.
    ///
    /// @param results one for each operation; refused ones are not in the text
    /// @param text commands, one a line; empty if there is nothing to do
    public record Change(List<OperationResult> results, String text) {
        public Change {
            results = List.copyOf(results);
        }
    }

    /// The commands that carry these operations out.
    public Change apply(List<Operation> operations) {
        List<OperationResult> results = new ArrayList<>();
        Set<ServiceKey> touched = new LinkedHashSet<>();
        for (Operation operation : operations) {
            OperationResult result = refusal(operation).orElseGet(() -> ledger.apply(operation));
            results.add(result);
            if (result instanceof OperationResult.Done) {
                touched(operation).ifPresent(touched::add);
            }
        }
        Batch batch = new Batch(TABLE);
        touched.forEach(key -> load(key, batch));
        return new Change(results, batch.text());
    }

    private static Optional<OperationResult> refusal(Operation operation) {
        return Capabilities.refusal(DataPlane.NFTABLES, operation).or(() -> switch (operation) {
            case Operation.AddDestination add -> otherFamily(add.service(), add.destination());
            case Operation.AddService _,
                    Operation.EditService _,
                    Operation.RemoveService _,
                    Operation.EditDestination _,
                    Operation.RemoveDestination _,
                    Operation.StartSync _,
                    Operation.StopSync _ -> Optional.empty();
        });
    }

    private static Optional<OperationResult> otherFamily(ServiceKey service, Destination destination) {
        IpFamily family = destination.key().address().family();
        return family == service.family()
                ? Optional.empty()
                : Optional.of(new OperationResult.Refused(
                        Cause.UNSUPPORTED, "nftables does not translate between IPv4 and IPv6"));
    }

    private static Optional<ServiceKey> touched(Operation operation) {
        return switch (operation) {
            case Operation.AddService add -> Optional.of(add.service().key());
            case Operation.EditService edit -> Optional.of(edit.service().key());
            case Operation.RemoveService remove -> Optional.of(remove.service());
            case Operation.AddDestination add -> Optional.of(add.service());
            case Operation.EditDestination edit -> Optional.of(edit.service());
            case Operation.RemoveDestination remove -> Optional.of(remove.service());
            case Operation.StartSync _, Operation.StopSync _ -> Optional.empty();
        };
    }

    private void load(ServiceKey key, Batch batch) {
        Optional<Pool> pool = ledger.pool(key);
        if (pool.isEmpty()) {
            Optional.ofNullable(loaded.remove(key)).ifPresent(service -> service.remove(batch));
            return;
        }
        LoadedService service = loaded.get(key);
        if (service == null) {
            service = new LoadedService(key, numbers);
            loaded.put(key, service);
            service.create(batch);
        }
        service.change(pool.get(), batch);
    }

    /// Everything from nothing: replaces the table, whatever is in it. Established connections stay; what clients
    /// were sent where is forgotten.
    public String whole() {
        loaded = new HashMap<>();
        numbers = new Numbers();
        Batch batch = new Batch(TABLE);
        ledger.table().pools().forEach(pool -> load(pool.service().key(), batch));
        return "add table " + TABLE + "\ndelete table " + TABLE + "\n" + base() + batch.text();
    }

    /// The end: our table and nothing else goes.
    public static String nothing() {
        return "add table " + TABLE + "\ndelete table " + TABLE + "\n";
    }

    /// What is there without any service.
    private static String base() {
        Batch batch = new Batch(TABLE);
        batch.addObject("map", "slots", "{ type mark : mark; }");
        batch.addObject("set", "live", "{ type mark; }");
        batch.addObject("chain", "choose", "");
        batch.addObject("chain", "dispatch", "");
        for (String family : FAMILIES) {
            addFamily(batch, family);
        }
        batch.addObject("chain", "prerouting", "{ type nat hook prerouting priority -100; policy accept; }");
        batch.addObject("chain", "output", "{ type nat hook output priority -100; policy accept; }");
        batch.addObject("chain", "postrouting", "{ type nat hook postrouting priority 100; policy accept; }");
        List<String> dispatch = new ArrayList<>();
        for (String family : FAMILIES) {
            String ip = family.equals("4") ? "ip" : "ip6";
            dispatch.add(ip + " daddr . meta l4proto . th dport vmap @services" + family);
            dispatch.add(ip + " daddr . meta l4proto vmap @hosts" + family);
            dispatch.add("meta nfproto ipv" + family + " meta mark vmap @marks" + family);
        }
        // A chain that looks a map up makes the kernel walk the whole map: this one does it for all services.
        batch.setRules("choose", List.of("ct mark set ct mark map @slots"));
        batch.setRules("dispatch", dispatch);
        batch.setRules("prerouting", List.of("jump dispatch"));
        batch.setRules("output", List.of("jump dispatch"));
        batch.setRules(
                "postrouting",
                List.of("ct status dnat ct mark & " + Numbers.hex(Numbers.MARK_MASK) + " == "
                        + Numbers.hex(Numbers.MARK) + " masquerade"));
        return "add table " + TABLE + "\n" + batch.text();
    }

    private static void addFamily(Batch batch, String family) {
        String address = "ipv" + family + "_addr";
        String ip = family.equals("4") ? "ip" : "ip6";
        batch.addObject(
                "map", "services" + family, "{ type " + address + " . inet_proto . inet_service : verdict; counter; }");
        batch.addObject("map", "hosts" + family, "{ type " + address + " . inet_proto : verdict; counter; }");
        batch.addObject("map", "marks" + family, "{ type mark : verdict; counter; }");
        batch.addObject("map", "real" + family, "{ type mark : " + address + " . inet_service; counter; }");
        batch.addObject("map", "host" + family, "{ type mark : " + address + "; counter; }");
        batch.addObject("chain", "translate" + family, "");
        List<String> rules = new ArrayList<>();
        for (String protocol : List.of("tcp", "udp", "sctp")) {
            rules.add("meta l4proto " + protocol + " dnat " + ip + " to ct mark map @real" + family);
        }
        rules.add("dnat " + ip + " to ct mark map @host" + family);
        batch.setRules("translate" + family, rules);
    }

    /// What is loaded if the kernel took every text.
    public ServiceTable table() {
        return ledger.table();
    }

    /// The element that leads to a service's chain, and counts the packets that began a connection.
    public static Element element(ServiceKey service) {
        return new Element(ChainText.dispatchMap(service), ChainText.dispatchKey(service));
    }

    /// An element of one of our maps.
    public record Element(String map, String key) {}

    /// The mark that every connection to a server carries, and under which its element counts connections in
    /// `real4`, `real6`, `host4` or `host6`.
    public Optional<Long> mark(ServiceKey service, Destination.Key server) {
        return Optional.ofNullable(loaded.get(service))
                .flatMap(found -> Optional.ofNullable(found.marks().get(server)));
    }
}
