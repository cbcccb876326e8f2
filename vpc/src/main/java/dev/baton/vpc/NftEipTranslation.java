package dev.baton.vpc;

import dev.baton.model.IpAddress;
import java.util.List;

/// EIPs by two nftables maps, filled by the `nft` program.
final class NftEipTranslation implements EipTranslation {
    private final Namespace gateway;
    private final String internetDevice;

    NftEipTranslation(Namespace gateway, String internetDevice) {
        this.gateway = gateway;
        this.internetDevice = internetDevice;
    }

    /// Lays the empty maps and the two chains that look into them.
    void prepare() throws VpcException {
        nft("""
                table ip eip {
                    map inward { type ipv4_addr : ipv4_addr; }
                    map outward { type ipv4_addr : ipv4_addr; }
                    chain prerouting {
                        type nat hook prerouting priority dstnat;
                        dnat to ip daddr map @inward;
                    }
                    chain postrouting {
                        type nat hook postrouting priority srcnat;
                        oifname "%s" snat to ip saddr map @outward;
                    }
                }
                """.formatted(internetDevice));
    }

    @Override
    public void translate(IpAddress eip, IpAddress address) throws VpcException {
        change("add", eip, address);
    }

    @Override
    public void stop(IpAddress eip, IpAddress address) throws VpcException {
        change("delete", eip, address);
    }

    private void change(String verb, IpAddress eip, IpAddress address) throws VpcException {
        nft(verb + " element ip eip inward { " + eip + " : " + address + " }\n" + verb + " element ip eip outward { "
                + address + " : " + eip + " }\n");
    }

    private void nft(String script) throws VpcException {
        List<String> command = gateway.networkOnly(Programs.require("nft", "nftables"), "-f", "-");
        Command.run(command, script);
    }
}
