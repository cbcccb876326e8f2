package dev.baton.vpc;

import dev.baton.havip.SnatRule;
import dev.baton.linux.EipNat;
import dev.baton.linux.RouteNetlink;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.Ipv4Address;
import dev.baton.wire.netlink.NatTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the internet gateway makes of addresses: EIPs stand for private ones in both directions, SNAT rules let further
/// sources out, and what has neither does not get out.
final class EipTranslation implements AutoCloseable {
    private final EipNat nat;
    private final Map<Ipv4Address, Ipv4Address> inside = new LinkedHashMap<>();

    private final Map<String, SnatRule> rules = new LinkedHashMap<>();
    private final int border;

    private EipTranslation(EipNat nat, int border) {
        this.nat = nat;
        this.border = border;
    }

    /// Starts with no EIP at all.
    ///
    /// @param border the gateway's interface on the internet side
    static EipTranslation open(Namespace gateway, InterfaceName border) throws VpcException {
        EipTranslation opened = NamespaceThread.call("gateway", gateway, () -> {
            try (RouteNetlink routes = RouteNetlink.open()) {
                return new EipTranslation(
                        EipNat.open("eip"), routes.link(border).orElseThrow().index());
            }
        });
        opened.apply();
        return opened;
    }

    void translate(IpAddress eip, IpAddress address) throws VpcException {
        inside.put(ipv4(eip), ipv4(address));
        apply();
    }

    void stop(IpAddress eip) throws VpcException {
        inside.remove(ipv4(eip));
        apply();
    }

    void translate(SnatRule rule) throws VpcException {
        rules.put(rule.id(), rule);
        apply();
    }

    void stop(SnatRule rule) throws VpcException {
        rules.remove(rule.id());
        apply();
    }

    private void apply() throws VpcException {
        List<NatTable.SourceTranslation> sources = new ArrayList<>();
        for (SnatRule rule : rules.values()) {
            sources.add(new NatTable.SourceTranslation(
                    ipv4(rule.source().address()), rule.source().length(), ipv4(rule.publicAddress())));
        }
        List<NatTable.Translation> pairs = inside.entrySet().stream()
                .map(each -> new NatTable.Translation(each.getKey(), each.getValue()))
                .toList();
        nat.replace(pairs, sources, border);
    }

    private static Ipv4Address ipv4(IpAddress address) throws VpcException {
        if (address instanceof Ipv4Address ipv4) {
            return ipv4;
        }
        throw new VpcException("translating " + address, "an EIP is an IPv4 address");
    }

    @Override
    public void close() {
        nat.close();
    }
}
