package dev.baton.vpc;

import dev.baton.linux.EipNat;
import dev.baton.model.IpAddress;
import dev.baton.model.Ipv4Address;
import dev.baton.wire.netlink.NatTable;
import java.util.LinkedHashMap;
import java.util.Map;

/// The EIPs at the internet gateway: public addresses that stand for private ones, in both directions.
final class EipTranslation implements AutoCloseable {
    private final EipNat nat;
    private final Map<Ipv4Address, Ipv4Address> inside = new LinkedHashMap<>();

    private EipTranslation(EipNat nat) {
        this.nat = nat;
    }

    /// Starts with no EIP at all.
    static EipTranslation open(Namespace gateway) throws VpcException {
        return new EipTranslation(NamespaceThread.call("gateway", gateway, () -> EipNat.open("eip")));
    }

    void translate(IpAddress eip, IpAddress address) throws VpcException {
        inside.put(ipv4(eip), ipv4(address));
        apply();
    }

    void stop(IpAddress eip) throws VpcException {
        inside.remove(ipv4(eip));
        apply();
    }

    private void apply() {
        nat.replace(inside.entrySet().stream()
                .map(each -> new NatTable.Translation(each.getKey(), each.getValue()))
                .toList());
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
