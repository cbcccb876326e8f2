package dev.baton.vpc.console;

import dev.baton.havip.resource.Eip;
import dev.baton.havip.resource.Eni;
import dev.baton.havip.resource.HaVip;
import dev.baton.havip.resource.Instance;
import dev.baton.havip.resource.Resource;
import dev.baton.havip.resource.VSwitch;
import dev.baton.havip.resource.Vpc;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// An account's cloud as the page shows it.
///
/// @param resources of this account alone, oldest first
record CloudView(List<Resource> resources) {
    static CloudView of(String account, List<Resource> all) {
        return new CloudView(all.stream()
                .filter(each -> each.meta().account().equals(account))
                .sorted(Comparator.comparingLong((Resource each) -> each.meta().createdMillis())
                        .thenComparing(Resource::id))
                .toList());
    }

    /// For JSON.
    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("vpcs", list(Vpc.class, (vpc, out) -> out.put("cidr", vpc.cidr())));
        tree.put("vSwitches", list(VSwitch.class, (vSwitch, out) -> {
            out.put("vpc", vSwitch.vpc());
            out.put("cidr", vSwitch.cidr());
            out.put("zone", vSwitch.zone());
        }));
        tree.put("instances", list(Instance.class, this::instance));
        tree.put("haVips", list(HaVip.class, this::haVip));
        tree.put("eips", list(Eip.class, (eip, out) -> {
            out.put("address", eip.address());
            out.put("target", eip.target().map(Eip.Target::id).orElse(""));
            out.put("targetType", eip.target().map(Eip.Target::type).orElse(""));
        }));
        return tree;
    }

    /// The VPC into which this public address leads; empty if it leads nowhere, or is another account's.
    Optional<String> vpcOf(String publicAddress) {
        return all(Eip.class).stream()
                .filter(eip -> eip.address().equals(publicAddress))
                .findFirst()
                .flatMap(Eip::target)
                .map(Eip.Target::vpc);
    }

    /// The public address that leads to this HaVip.
    Optional<Eip> eipOf(String haVip) {
        return all(Eip.class).stream()
                .filter(eip -> eip.target().filter(to -> to.id().equals(haVip)).isPresent())
                .findFirst();
    }

    private void instance(Instance instance, Map<String, Object> out) {
        Optional<Eni> eni = eni(instance.eni());
        out.put("address", eni.map(Eni::address).orElse(""));
        out.put("vpc", eni.map(Eni::vpc).orElse(""));
        out.put("vSwitch", eni.map(Eni::vSwitch).orElse(""));
        out.put("hostName", instance.machine().hostName());
    }

    private void haVip(HaVip haVip, Map<String, Object> out) {
        out.put("address", haVip.address());
        out.put("vpc", haVip.vpc());
        out.put("vSwitch", haVip.vSwitch());
        out.put("master", haVip.master().orElse(""));
        out.put("members", haVip.members().stream().map(this::hostOf).toList());
        out.put("leaving", haVip.leaving().map(this::hostOf).orElse(""));
    }

    /// The instance, where a network interface is bound.
    private String hostOf(String member) {
        return eni(member).flatMap(Eni::instance).orElse(member);
    }

    private Optional<Eni> eni(String id) {
        return all(Eni.class).stream().filter(eni -> eni.id().equals(id)).findFirst();
    }

    private <T extends Resource> List<T> all(Class<T> type) {
        return resources.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private <T extends Resource> List<Map<String, Object>> list(
            Class<T> type, BiConsumer<T, Map<String, Object>> particulars) {
        return all(type).stream().map(each -> one(each, particulars)).toList();
    }

    private static <T extends Resource> Map<String, Object> one(
            T each, BiConsumer<T, Map<String, Object>> particulars) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("id", each.id());
        out.put("name", each.meta().name());
        out.put("status", each.phase().status().word());
        particulars.accept(each, out);
        return out;
    }
}
