package dev.baton.havip;

import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;
import dev.baton.model.MacAddress;
import dev.baton.model.Tick;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The tutorial's VPC on virtual time: HA1 and HA2 bound to the HaVip, a third instance that is not. All three
/// run.
final class Lab {
    static final HaVipId HAVIP = new HaVipId("havip-demo");
    static final IpAddress VIP = IpAddress.of("172.16.0.222");
    static final IpAddress EIP = IpAddress.of("139.196.75.13");
    static final VSwitchId VSWITCH = new VSwitchId("vsw-demo");
    static final VpcId VPC = new VpcId("vpc-demo");
    static final Instance HA1 = instance("i-ha1", "172.16.0.224", 0xe0);
    static final Instance HA2 = instance("i-ha2", "172.16.0.225", 0xe1);
    static final Instance ECS3 = instance("i-ecs3", "172.16.0.226", 0xe2);

    final Fabric fabric;
    private Tick now = Tick.ZERO;

    Lab() {
        this(Damping.OFF);
    }

    Lab(Damping damping) {
        fabric = new Fabric(Limits.DEFAULT, damping);
        handle(new FabricEvent.CreateVSwitch(VSWITCH, VPC, new IpPrefix(IpAddress.of("172.16.0.0"), 16)));
        List.of(HA1, HA2, ECS3).forEach(each -> handle(new FabricEvent.CreateInstance(each)));
        handle(new FabricEvent.CreateHaVip(HAVIP, VSWITCH, VIP));
        handle(new FabricEvent.Bind(HAVIP, HA1.id()));
        handle(new FabricEvent.Bind(HAVIP, HA2.id()));
        List.of(HA1, HA2, ECS3).forEach(each -> handle(new FabricEvent.InstanceUp(each.id())));
    }

    static Instance instance(String id, String address, int lastByte) {
        MacAddress mac = new MacAddress(0x0216_3e00_0000L | lastByte);
        return new Instance(new InstanceId(id), VSWITCH, new PortId("port-" + id), IpAddress.of(address), mac);
    }

    /// A millisecond passes, then this happens.
    List<FabricEffect> handle(FabricEvent event) {
        now = now.plusMicros(1_000);
        return new ArrayList<>(fabric.handle(now, event));
    }

    void pass(Duration duration) {
        now = now.plus(duration);
    }

    List<FabricEffect> announces(Instance who, IpAddress address) {
        return handle(new FabricEvent.Announced(who.port(), ArpClaim.announcement(who.mac(), address)));
    }

    Optional<InstanceId> master() {
        return fabric.haVip(HAVIP).orElseThrow().master();
    }

    Tick now() {
        return now;
    }
}
