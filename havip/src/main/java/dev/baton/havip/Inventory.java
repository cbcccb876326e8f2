package dev.baton.havip;

import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What exists in the fabric, with the look-ups that its rules need. Decides nothing.
final class Inventory {
    private final Map<VSwitchId, VSwitch> vSwitches = new LinkedHashMap<>();
    private final Map<InstanceId, Instance> instances = new LinkedHashMap<>();
    private final Map<PortId, Instance> byPort = new HashMap<>();
    private final Map<HaVipId, HaVip> haVips = new LinkedHashMap<>();
    private final Set<InstanceId> running = new HashSet<>();

    private final Map<IpAddress, InstanceId> instanceEips = new LinkedHashMap<>();
    private final Map<Route, NextHop> routes = new LinkedHashMap<>();
    private final Map<String, SnatRule> snats = new LinkedHashMap<>();

    /// A custom route, without what it leads to.
    record Route(VpcId vpc, IpPrefix destination) {}

    record VSwitch(VSwitchId id, VpcId vpc, IpPrefix subnet) {}

    void add(VSwitch vSwitch) {
        vSwitches.put(vSwitch.id(), vSwitch);
    }

    void add(Instance instance) {
        instances.put(instance.id(), instance);
        byPort.put(instance.port(), instance);
    }

    void put(HaVip haVip) {
        haVips.put(haVip.id(), haVip);
    }

    void remove(VSwitchId id) {
        vSwitches.remove(id);
    }

    void remove(InstanceId id) {
        instance(id).ifPresent(instance -> byPort.remove(instance.port()));
        instances.remove(id);
        running.remove(id);
    }

    void remove(HaVipId id) {
        haVips.remove(id);
    }

    Map<IpAddress, InstanceId> instanceEips() {
        return instanceEips;
    }

    Map<Route, NextHop> routes() {
        return routes;
    }

    Map<String, SnatRule> snats() {
        return snats;
    }

    boolean isEmpty(VSwitchId vSwitch) {
        return haVips.values().stream().noneMatch(each -> each.vSwitch().equals(vSwitch))
                && instances.values().stream().noneMatch(each -> each.vSwitch().equals(vSwitch));
    }

    /// Returns false if it was so before.
    boolean setRunning(InstanceId instance, boolean runs) {
        return runs ? running.add(instance) : running.remove(instance);
    }

    boolean isRunning(InstanceId instance) {
        return running.contains(instance);
    }

    Optional<VSwitch> vSwitch(VSwitchId id) {
        return Optional.ofNullable(vSwitches.get(id));
    }

    Optional<Instance> instance(InstanceId id) {
        return Optional.ofNullable(instances.get(id));
    }

    Optional<Instance> instanceAt(PortId port) {
        return Optional.ofNullable(byPort.get(port));
    }

    Optional<HaVip> haVip(HaVipId id) {
        return Optional.ofNullable(haVips.get(id));
    }

    Collection<HaVip> haVips() {
        return Collections.unmodifiableCollection(haVips.values());
    }

    Optional<HaVip> haVipAt(VSwitchId vSwitch, IpAddress address) {
        return haVips.values().stream()
                .filter(each -> each.vSwitch().equals(vSwitch) && each.address().equals(address))
                .findFirst();
    }

    Optional<HaVip> haVipWithEip(IpAddress eip) {
        return haVips.values().stream()
                .filter(each -> each.eip().filter(eip::equals).isPresent())
                .findFirst();
    }

    boolean isTaken(VSwitchId vSwitch, IpAddress address) {
        return haVipAt(vSwitch, address).isPresent()
                || instances.values().stream()
                        .anyMatch(each ->
                                each.vSwitch().equals(vSwitch) && each.address().equals(address));
    }

    long haVipsIn(VpcId vpc) {
        return haVips.values().stream()
                .flatMap(each -> vSwitch(each.vSwitch()).stream())
                .filter(vSwitch -> vSwitch.vpc().equals(vpc))
                .count();
    }

    long haVipsBoundTo(InstanceId instance) {
        return haVips.values().stream()
                .filter(each -> each.bound().contains(instance))
                .count();
    }
}
