package dev.baton.vpc.ovn;

import dev.baton.havip.FabricEvent;
import dev.baton.havip.HaVipId;
import dev.baton.havip.Instance;
import dev.baton.havip.InstanceId;
import dev.baton.havip.NextHop;
import dev.baton.havip.SnatRule;
import dev.baton.havip.VSwitchId;
import dev.baton.havip.VpcId;
import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;
import dev.baton.vpc.VpcException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;

/// The networks as the orders that came so far want them. Holds no connection; [TopologyRows] says what OVN has to be
/// told.
final class Topology {
    private final SequencedMap<VSwitchId, FabricEvent.CreateVSwitch> vSwitches = new LinkedHashMap<>();
    private final SequencedMap<InstanceId, Instance> instances = new LinkedHashMap<>();
    private final SequencedMap<HaVipId, FabricEvent.CreateHaVip> haVips = new LinkedHashMap<>();
    private final SequencedMap<HaVipId, SequencedSet<InstanceId>> bindings = new LinkedHashMap<>();
    private final SequencedMap<IpAddress, Eip> eips = new LinkedHashMap<>();
    private final SequencedMap<String, SnatRule> snats = new LinkedHashMap<>();
    private final SequencedMap<Destination, NextHop> routes = new LinkedHashMap<>();

    /// A public address, and which private one it stands for.
    record Eip(IpAddress address, IpAddress inside, VpcId vpc) {}

    /// What a VPC has a route of its own to.
    record Destination(VpcId vpc, IpPrefix prefix) {}

    /// Takes an order in.
    ///
    /// @throws VpcException if it is about something that is not there
    void apply(FabricEvent order) throws VpcException {
        switch (order) {
            case FabricEvent.CreateVSwitch made -> vSwitches.put(made.id(), made);
            case FabricEvent.DeleteVSwitch gone -> vSwitches.remove(gone.id());
            case FabricEvent.CreateInstance made -> {
                known(vSwitches, made.instance().vSwitch());
                instances.put(made.instance().id(), made.instance());
            }
            case FabricEvent.DeleteInstance gone -> {
                instances.remove(gone.id());
                bindings.values().forEach(members -> members.remove(gone.id()));
            }
            case FabricEvent.CreateHaVip made -> {
                known(vSwitches, made.vSwitch());
                haVips.put(made.id(), made);
                bindings.putIfAbsent(made.id(), new LinkedHashSet<>());
            }
            case FabricEvent.DeleteHaVip gone -> {
                haVips.remove(gone.id());
                bindings.remove(gone.id());
            }
            case FabricEvent.Bind bind -> {
                known(instances, bind.instance());
                known(bindings, bind.haVip()).add(bind.instance());
            }
            case FabricEvent.Unbind unbind -> members(unbind.haVip()).remove(unbind.instance());
            case FabricEvent.AssociateEip eip -> {
                FabricEvent.CreateHaVip haVip = known(haVips, eip.haVip());
                eips.put(eip.eip(), new Eip(eip.eip(), haVip.address(), vpcOf(haVip.vSwitch())));
            }
            case FabricEvent.AssociateEipWithInstance eip -> {
                Instance instance = known(instances, eip.instance());
                eips.put(eip.eip(), new Eip(eip.eip(), instance.address(), vpcOf(instance.vSwitch())));
            }
            case FabricEvent.UnassociateEip eip -> eips.remove(eip.eip());
            case FabricEvent.AddRoute route ->
                routes.put(new Destination(route.vpc(), route.destination()), route.nextHop());
            case FabricEvent.RemoveRoute route -> routes.remove(new Destination(route.vpc(), route.destination()));
            case FabricEvent.AddSnat snat -> snats.put(snat.rule().id(), snat.rule());
            case FabricEvent.RemoveSnat snat -> snats.remove(snat.id());
            case FabricEvent.RestoreMaster former -> {
                // Who has it is in OVN's own database, which has not been restarted.
            }
            case FabricEvent.Elapsed fact -> refuse(fact);
            case FabricEvent.InstanceUp fact -> refuse(fact);
            case FabricEvent.InstanceDown fact -> refuse(fact);
            case FabricEvent.Announced fact -> refuse(fact);
        }
    }

    private static void refuse(FabricEvent fact) throws VpcException {
        throw new VpcException(fact.toString(), "that is no order");
    }

    private static <K, V> V known(Map<K, V> things, K id) throws VpcException {
        return Optional.ofNullable(things.get(id))
                .orElseThrow(() -> new VpcException(id.toString(), "is in none of these networks"));
    }

    Collection<FabricEvent.CreateVSwitch> vSwitches() {
        return vSwitches.values();
    }

    Collection<Instance> instances() {
        return instances.values();
    }

    Collection<FabricEvent.CreateHaVip> haVips() {
        return haVips.values();
    }

    Collection<Eip> eips() {
        return eips.values();
    }

    Collection<SnatRule> snats() {
        return snats.values();
    }

    Map<Destination, NextHop> routes() {
        return routes;
    }

    Optional<Instance> instance(InstanceId id) {
        return Optional.ofNullable(instances.get(id));
    }

    Optional<FabricEvent.CreateHaVip> haVip(HaVipId id) {
        return Optional.ofNullable(haVips.get(id));
    }

    Optional<FabricEvent.CreateVSwitch> vSwitch(VSwitchId id) {
        return Optional.ofNullable(vSwitches.get(id));
    }

    /// Who may have it.
    Set<InstanceId> members(HaVipId id) {
        return Optional.<Set<InstanceId>>ofNullable(bindings.get(id)).orElseGet(LinkedHashSet::new);
    }

    /// Every VPC that has a vSwitch.
    Set<VpcId> vpcs() {
        Set<VpcId> vpcs = new LinkedHashSet<>();
        vSwitches.values().forEach(each -> vpcs.add(each.vpc()));
        return vpcs;
    }

    /// The addresses of HaVips that the instance may have.
    Set<IpAddress> haVipsOf(InstanceId id) {
        Set<IpAddress> addresses = new LinkedHashSet<>();
        haVips.values().stream()
                .filter(haVip -> members(haVip.id()).contains(id))
                .forEach(haVip -> addresses.add(haVip.address()));
        return addresses;
    }

    /// Whether a route leads to the instance, itself or by a HaVip that it may have: it then gets and sends packets
    /// that are neither for nor from itself.
    boolean isNextHop(InstanceId id) {
        return routes.values().stream().anyMatch(hop -> switch (hop) {
            case NextHop.ToInstance(InstanceId instance) -> instance.equals(id);
            case NextHop.ToHaVip(HaVipId haVip) -> members(haVip).contains(id);
        });
    }

    /// The address of a next hop; empty if it is gone.
    Optional<IpAddress> address(NextHop hop) {
        return switch (hop) {
            case NextHop.ToInstance(InstanceId instance) -> instance(instance).map(Instance::address);
            case NextHop.ToHaVip(HaVipId haVip) -> haVip(haVip).map(FabricEvent.CreateHaVip::address);
        };
    }

    private VpcId vpcOf(VSwitchId id) throws VpcException {
        return known(vSwitches, id).vpc();
    }
}
