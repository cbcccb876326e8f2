package dev.baton.havip.cloud;

import dev.baton.havip.resource.Eni;
import dev.baton.havip.resource.HaVip;
import dev.baton.havip.resource.VSwitch;
import dev.baton.model.Ipv4Address;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// The addresses of a vSwitch, and who has them: network interfaces and HaVips.
final class PrivateAddresses {
    private final Turn turn;

    PrivateAddresses(Turn turn) {
        this.turn = turn;
    }

    Set<String> taken(VSwitch vSwitch) {
        Set<String> taken = new HashSet<>();
        turn.all(Eni.class)
                .filter(each -> each.vSwitch().equals(vSwitch.id()))
                .forEach(each -> taken.add(each.address()));
        turn.all(HaVip.class)
                .filter(each -> each.vSwitch().equals(vSwitch.id()))
                .forEach(each -> taken.add(each.address()));
        return taken;
    }

    long free(VSwitch vSwitch) {
        return Subnet.of(vSwitch.cidr()).usable() - taken(vSwitch).size();
    }

    /// The address that is wanted, if it can be had; the lowest free one if none is wanted.
    Ipv4Address choose(VSwitch vSwitch, Optional<String> wanted) {
        Subnet subnet = Subnet.of(vSwitch.cidr());
        Set<String> taken = taken(vSwitch);
        if (wanted.isEmpty()) {
            return subnet.free(taken).orElseThrow(() -> new CallRefused(ErrorCode.NO_PRIVATE_ADDRESS, vSwitch.id()));
        }
        Ipv4Address address = Ipv4Address.parse(wanted.get())
                .orElseThrow(() -> new CallRefused(ErrorCode.ADDRESS_MALFORMED, wanted.get()));
        if (!subnet.contains(address)) {
            throw new CallRefused(ErrorCode.ADDRESS_OUT_OF_RANGE, wanted.get());
        }
        if (subnet.isReserved(address)) {
            throw new CallRefused(ErrorCode.ADDRESS_RESERVED, wanted.get());
        }
        if (taken.contains(address.toString())) {
            throw new CallRefused(ErrorCode.ADDRESS_TAKEN, wanted.get());
        }
        return address;
    }
}
