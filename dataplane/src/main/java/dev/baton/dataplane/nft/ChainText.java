package dev.baton.dataplane.nft;

import dev.baton.dataplane.ServiceKey;
import dev.baton.dataplane.VirtualService;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.VirtualServerSpec.Persistence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The rules of one service's chain. Only the first packet of a connection comes here; connection tracking sends the
/// others after it, so that no change of rules touches what is established.
///
/// The chosen slot, and then the server, is kept in the mark of the connection: it is the only place where a value can
/// be put, looked up, and stored in a map.
final class ChainText {
    private static final String SEED = "0xba70";

    private ChainText() {}

    static String family(ServiceKey key) {
        return key.family() == IpFamily.IPV4 ? "4" : "6";
    }

    /// The rules, in order, for `slots` slots from `base` on.
    static List<String> rules(VirtualService service, long number, int slots, long base) {
        List<String> rules = new ArrayList<>();
        if (slots == 0) {
            // A client that is refused tries elsewhere at once; one that is dropped waits.
            rules.add("meta l4proto tcp reject with tcp reset");
            rules.add("reject");
            return rules;
        }
        String translate = "goto translate" + family(service.key());
        String update = "";
        if (service.persistence().isPresent()) {
            Persistence persistence = service.persistence().get();
            String client = client(service.key(), persistence.granularity());
            String sticky = "@sticky-" + number;
            update = "update " + sticky + " { " + client + " timeout " + persistence.seconds() + "s : ct mark } ";
            rules.add("ct mark set " + client + " map " + sticky + " ct mark @live " + update + translate);
            // An update leaves the value of an element as it is: one that names a dead server has to go first.
            rules.add("delete " + sticky + " { " + client + " : ct mark }");
        }
        rules.add("ct mark set " + choice(service, slots) + " offset " + Numbers.hex(base) + " jump choose");
        rules.add(update + translate);
        return rules;
    }

    private static String choice(VirtualService service, int slots) {
        String ip = service.key().family() == IpFamily.IPV4 ? "ip" : "ip6";
        return switch (service.scheduler()) {
            case "sh", "mh" -> {
                boolean ports = service.flags().contains("sh-port")
                        || service.flags().contains("mh-port")
                        || service.flags().contains("flag-2");
                yield "jhash " + ip + " saddr" + (ports ? " . th sport" : "") + " mod " + slots + " seed " + SEED;
            }
            case "dh", "lblc", "lblcr" -> "jhash " + ip + " daddr mod " + slots + " seed " + SEED;
            case "twos" -> "numgen random mod " + slots;
            default -> "numgen inc mod " + slots;
        };
    }

    /// The part of a client's address that its persistence goes by.
    private static String client(ServiceKey key, int granularity) {
        boolean older = key.family() == IpFamily.IPV4;
        String source = older ? "ip saddr" : "ip6 saddr";
        int bits = key.family().bits();
        return granularity >= bits ? source : source + " & " + mask(granularity, bits);
    }

    private static IpAddress mask(int length, int bits) {
        byte[] bytes = new byte[bits / 8];
        for (int bit = 0; bit < length; bit++) {
            bytes[bit / 8] |= (byte) (0x80 >> (bit % 8));
        }
        return IpAddress.of(bytes);
    }

    /// The map that leads a packet to the service's chain, by family.
    static String dispatchMap(ServiceKey key) {
        return switch (key) {
            case ServiceKey.Address address -> (address.port() == 0 ? "hosts" : "services") + family(key);
            case ServiceKey.Mark _ -> "marks" + family(key);
        };
    }

    static String dispatchKey(ServiceKey key) {
        return switch (key) {
            case ServiceKey.Address address -> {
                String host =
                        address.address() + " . " + address.protocol().name().toLowerCase(Locale.ROOT);
                yield address.port() == 0 ? host : host + " . " + address.port();
            }
            case ServiceKey.Mark mark -> Numbers.hex(mark.mark());
        };
    }

    static String stickyBody(ServiceKey key) {
        String type = key.family() == IpFamily.IPV4 ? "ipv4_addr" : "ipv6_addr";
        return "{ type " + type + " : mark; size 65536; flags dynamic,timeout; }";
    }
}
