package dev.baton.vpc.driver;

import dev.baton.havip.FabricEvent;
import dev.baton.havip.InstanceId;
import dev.baton.havip.Limits;
import dev.baton.havip.VSwitchId;
import dev.baton.havip.VpcId;
import dev.baton.model.IpAddress;
import dev.baton.vpc.FabricListener;
import dev.baton.vpc.LinuxVpc;
import dev.baton.vpc.Namespace;
import dev.baton.vpc.NetworkPlan;
import dev.baton.vpc.VpcException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One network for each VPC that has a vSwitch; finds the one that an order is about. One thread at a time.
final class Networks implements Wiring {
    private final Limits limits;
    private final FabricListener listener;
    private final Map<VpcId, LinuxVpc> vpcs = new LinkedHashMap<>();
    private final Map<VpcId, Set<VSwitchId>> vSwitches = new HashMap<>();

    /// By the ids of vSwitches, instances, HaVips and SNAT rules, and by EIP.
    private final Map<String, VpcId> places = new HashMap<>();

    Networks(Limits limits, FabricListener listener) {
        this.limits = limits;
        this.listener = listener;
    }

    @Override
    public Map<VpcId, Namespace> clients() {
        Map<VpcId, Namespace> clients = new LinkedHashMap<>();
        vpcs.forEach((id, vpc) -> clients.put(id, vpc.client()));
        return clients;
    }

    @Override
    public Map<VpcId, Namespace> vSwitches() {
        Map<VpcId, Namespace> vSwitches = new LinkedHashMap<>();
        vpcs.forEach((id, vpc) -> vSwitches.put(id, vpc.vSwitch()));
        return vSwitches;
    }

    @Override
    public Namespace powerOn(InstanceId id, String hostName) throws VpcException {
        LinuxVpc network = of(id).orElseThrow(() -> new VpcException(id.value(), "has no network"));
        return network.powerOn(id, hostName, Namespace.Disk.OWN);
    }

    @Override
    public void powerOff(InstanceId id) throws VpcException {
        Optional<LinuxVpc> network = of(id).filter(each -> each.isOn(id));
        if (network.isPresent()) {
            network.get().powerOff(id);
        }
    }

    private Optional<LinuxVpc> of(InstanceId instance) {
        return vpcOf(instance).flatMap(vpc -> Optional.ofNullable(vpcs.get(vpc)));
    }

    @Override
    public Optional<VpcId> vpcOf(InstanceId instance) {
        return Optional.ofNullable(places.get(instance.value())).filter(vpcs::containsKey);
    }

    /// Nothing of a network outlives its server, so nothing was found.
    @Override
    public void settled() {}

    @Override
    public List<Namespace> detach() throws VpcException {
        List<Namespace> all = new ArrayList<>();
        for (LinuxVpc vpc : vpcs.values()) {
            all.addAll(vpc.namespaces());
            vpc.detach();
        }
        return all;
    }

    @Override
    public void close() throws VpcException {
        for (LinuxVpc vpc : vpcs.values()) {
            vpc.close();
        }
        vpcs.clear();
    }

    @Override
    public void carryOut(FabricEvent order) throws VpcException {
        switch (order) {
            case FabricEvent.CreateVSwitch made -> create(made);
            case FabricEvent.DeleteVSwitch gone -> delete(gone);
            case FabricEvent.CreateInstance made -> {
                VpcId vpc = place(made.instance().vSwitch().value());
                at(vpc).create(made.instance());
                places.put(made.instance().id().value(), vpc);
            }
            case FabricEvent.DeleteInstance gone -> {
                at(place(gone.id().value())).delete(gone.id());
                places.remove(gone.id().value());
            }
            case FabricEvent.CreateHaVip made ->
                make(made, place(made.vSwitch().value()), made.id().value());
            case FabricEvent.DeleteHaVip gone -> end(gone, gone.id().value());
            case FabricEvent.Bind bind -> at(place(bind.haVip().value())).order(bind);
            case FabricEvent.Unbind unbind -> at(place(unbind.haVip().value())).order(unbind);
            case FabricEvent.RestoreMaster former ->
                at(place(former.haVip().value())).order(former);
            case FabricEvent.AssociateEip eip ->
                make(eip, place(eip.haVip().value()), eip.eip().toString());
            case FabricEvent.AssociateEipWithInstance eip ->
                make(eip, place(eip.instance().value()), eip.eip().toString());
            case FabricEvent.UnassociateEip eip -> end(eip, eip.eip().toString());
            case FabricEvent.AddRoute route -> at(route.vpc()).order(route);
            case FabricEvent.RemoveRoute route -> at(route.vpc()).order(route);
            case FabricEvent.AddSnat snat ->
                make(snat, snat.rule().vpc(), snat.rule().id());
            case FabricEvent.RemoveSnat snat -> end(snat, snat.id());
            case FabricEvent.Elapsed fact -> refuse(fact);
            case FabricEvent.InstanceUp fact -> refuse(fact);
            case FabricEvent.InstanceDown fact -> refuse(fact);
            case FabricEvent.Announced fact -> refuse(fact);
        }
    }

    private static void refuse(FabricEvent fact) throws VpcException {
        throw new VpcException(fact.toString(), "that is no order");
    }

    private void make(FabricEvent order, VpcId vpc, String id) throws VpcException {
        at(vpc).order(order);
        places.put(id, vpc);
    }

    private void end(FabricEvent order, String id) throws VpcException {
        at(place(id)).order(order);
        places.remove(id);
    }

    private void create(FabricEvent.CreateVSwitch made) throws VpcException {
        IpAddress router = Addresses.router(made.subnet());
        if (vpcs.containsKey(made.vpc())) {
            at(made.vpc()).create(made, router);
        } else {
            NetworkPlan plan =
                    new NetworkPlan(made.vpc(), made.id(), made.subnet(), router, Addresses.INTERNET, Addresses.CLIENT);
            vpcs.put(made.vpc(), LinuxVpc.start(plan, limits, listener));
        }
        vSwitches.computeIfAbsent(made.vpc(), vpc -> new HashSet<>()).add(made.id());
        places.put(made.id().value(), made.vpc());
    }

    /// With its last vSwitch a VPC has nothing that could be seen, and its network ends.
    private void delete(FabricEvent.DeleteVSwitch gone) throws VpcException {
        VpcId vpc = place(gone.id().value());
        at(vpc).delete(gone.id());
        places.remove(gone.id().value());
        Set<VSwitchId> left = vSwitches.getOrDefault(vpc, new HashSet<>());
        left.remove(gone.id());
        if (left.isEmpty()) {
            LinuxVpc ended = at(vpc);
            vpcs.remove(vpc);
            vSwitches.remove(vpc);
            ended.close();
        }
    }

    private VpcId place(String id) throws VpcException {
        return Optional.ofNullable(places.get(id))
                .orElseThrow(() -> new VpcException(id, "is in none of this machine's networks"));
    }

    private LinuxVpc at(VpcId vpc) throws VpcException {
        return Optional.ofNullable(vpcs.get(vpc))
                .orElseThrow(() -> new VpcException(vpc.value(), "has no vSwitch, and so no network"));
    }
}
