package dev.baton.havip;

import dev.baton.model.IpAddress;
import dev.baton.model.Tick;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;

/// A HaVip as it is now. A value: the fabric replaces it when something changes.
///
/// @param bound who may hold it, in the order of binding: the dashed lines
/// @param master who holds it: the solid line; always one of `bound`, and running
/// @param masterSince when the master became what it is; [Tick#NEVER] while there has been none
/// @param eip the public address that leads here
public record HaVip(
        HaVipId id,
        VSwitchId vSwitch,
        IpAddress address,
        SequencedSet<InstanceId> bound,
        Optional<InstanceId> master,
        Tick masterSince,
        Optional<IpAddress> eip) {
    public HaVip {
        bound = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(bound));
        if (master.isPresent() && !bound.contains(master.get())) {
            throw new IllegalArgumentException(master.get() + " is master without being bound");
        }
    }

    static HaVip unbound(HaVipId id, VSwitchId vSwitch, IpAddress address) {
        return new HaVip(id, vSwitch, address, new LinkedHashSet<>(), Optional.empty(), Tick.NEVER, Optional.empty());
    }

    HaVip with(InstanceId instance) {
        SequencedSet<InstanceId> more = new LinkedHashSet<>(bound);
        more.add(instance);
        return new HaVip(id, vSwitch, address, more, master, masterSince, eip);
    }

    HaVip without(InstanceId instance) {
        SequencedSet<InstanceId> fewer = new LinkedHashSet<>(bound);
        fewer.remove(instance);
        return new HaVip(id, vSwitch, address, fewer, master, masterSince, eip);
    }

    HaVip withMaster(Optional<InstanceId> next, Tick now) {
        return new HaVip(id, vSwitch, address, bound, next, now, eip);
    }

    HaVip withEip(Optional<IpAddress> next) {
        return new HaVip(id, vSwitch, address, bound, master, masterSince, next);
    }
}
