package dev.baton.sim;

import dev.baton.havip.ArpClaim;
import dev.baton.havip.Fabric;
import dev.baton.havip.FabricEvent;
import dev.baton.havip.HaVip;
import dev.baton.havip.HaVipId;
import dev.baton.havip.Instance;
import dev.baton.havip.InstanceId;
import dev.baton.havip.Limits;
import dev.baton.havip.PortId;
import dev.baton.havip.VSwitchId;
import dev.baton.havip.VpcId;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.IpPrefix;
import dev.baton.model.MacAddress;
import dev.baton.model.Tick;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A cloud's network: the fabric's own engine decides who has a HaVip. Every IPv4 address of the virtual routers is a
/// HaVip, bound to the machines that are configured with it.
final class VpcNetwork implements LinkLayer {
    private static final VSwitchId VSWITCH = new VSwitchId("vsw-sim");
    private static final Limits GENEROUS = new Limits(1_000, 1_000, 1_000);
    private static final long FIRST_MAC = 0x0216_3e00_0000L;

    private final Fabric fabric = new Fabric(GENEROUS);
    private final Map<InstanceId, Machine> machines = new HashMap<>();

    VpcNetwork(List<Machine> all) {
        IpPrefix everything = new IpPrefix(IpAddress.of("0.0.0.0"), 0);
        fabric.handle(Tick.ZERO, new FabricEvent.CreateVSwitch(VSWITCH, new VpcId("vpc-sim"), everything));
        all.forEach(this::create);
        all.forEach(this::bind);
    }

    private void create(Machine machine) {
        machines.put(id(machine), machine);
        machine.firstAddress(IpFamily.IPV4)
                .ifPresent(address -> fabric.handle(
                        Tick.ZERO,
                        new FabricEvent.CreateInstance(new Instance(
                                id(machine), VSWITCH, new PortId(machine.name()), address, mac(machine)))));
        fabric.handle(Tick.ZERO, new FabricEvent.InstanceUp(id(machine)));
    }

    private void bind(Machine machine) {
        for (Member member : machine.members()) {
            for (IpAddress address : member.addresses) {
                HaVipId haVip = new HaVipId(address.toString());
                fabric.handle(Tick.ZERO, new FabricEvent.CreateHaVip(haVip, VSWITCH, address));
                fabric.handle(Tick.ZERO, new FabricEvent.Bind(haVip, id(machine)));
            }
        }
    }

    @Override
    public boolean carriesMulticast() {
        return false;
    }

    @Override
    public int hopLimitOnArrival(int sent) {
        return sent - 1;
    }

    @Override
    public void announced(long now, Machine from, InterfaceName device, IpAddress address) {
        fabric.handle(
                new Tick(now),
                new FabricEvent.Announced(new PortId(from.name()), ArpClaim.announcement(mac(from), address)));
    }

    @Override
    public void plugged(long now, Machine machine, boolean isPlugged) {
        fabric.handle(
                new Tick(now),
                isPlugged ? new FabricEvent.InstanceUp(id(machine)) : new FabricEvent.InstanceDown(id(machine)));
    }

    @Override
    public Optional<Machine> ownerOf(IpAddress address) {
        return fabric.haVip(new HaVipId(address.toString()))
                .flatMap(HaVip::master)
                .map(machines::get);
    }

    private static InstanceId id(Machine machine) {
        return new InstanceId(machine.name());
    }

    private static MacAddress mac(Machine machine) {
        return new MacAddress(FIRST_MAC + machine.index());
    }
}
