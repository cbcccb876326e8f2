package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.syntax.Word;
import dev.baton.model.Transport;
import dev.baton.model.VirtualRouterSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Rejects two instances that would take each other's adverts for their own: same link, same family, same virtual
/// router id, and the same group or a common peer.
final class VridPass implements Pass {
    @Override
    public void run(Resolution resolution) {
        Map<Object, List<Instance>> byKey = new HashMap<>();
        for (Instance instance : resolution.instances()) {
            VirtualRouterSpec spec = instance.spec();
            List<Instance> same = byKey.computeIfAbsent(
                    List.of(spec.boundDevice(), spec.family(), spec.vrid()), _ -> new ArrayList<>());
            same.stream()
                    .filter(earlier -> meet(earlier.spec().transport(), spec.transport()))
                    .findFirst()
                    .ifPresent(earlier -> resolution.report(
                            Finding.of(Code.DUPLICATE_VRID, vrid(instance).span())
                                    .with("vrid", spec.vrid())
                                    .with("name", spec.name())
                                    .with("other", earlier.spec().name())
                                    .also(vrid(earlier).span())));
            same.add(instance);
        }
    }

    private static Word vrid(Instance instance) {
        return instance.block().word("virtual_router_id").orElseThrow();
    }

    private static boolean meet(Transport one, Transport other) {
        return switch (one) {
            case Transport.Multicast multicast ->
                other instanceof Transport.Multicast second && second.group().equals(multicast.group());
            case Transport.Unicast unicast ->
                other instanceof Transport.Unicast second
                        && unicast.peers().stream()
                                .anyMatch(peer -> second.peers().stream()
                                        .anyMatch(each -> each.address().equals(peer.address())));
        };
    }
}
