package dev.baton.vpc.server;

import dev.baton.havip.FabricEvent;
import dev.baton.havip.HaVipId;
import dev.baton.havip.InstanceId;
import dev.baton.havip.cloud.CloudEvent;
import dev.baton.havip.cloud.MachineOrder;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Consumer;

/// No network: machines start and stop by being told to, and packets go nowhere. For clients of the API that want
/// answers, on any machine and without root.
///
/// What runs on the instances is made up as well: each HaVip is claimed by the instance that was bound first among
/// those that run, and its owner keeps it as long as it runs and is bound, as `nopreempt` would have it.
public final class NoNetwork implements Network {
    private final Set<InstanceId> running = new LinkedHashSet<>();
    private final Map<HaVipId, HaVip> haVips = new LinkedHashMap<>();
    private Consumer<CloudEvent> facts = fact -> {};

    private record HaVip(SequencedSet<InstanceId> members, Optional<InstanceId> master) {
        HaVip with(Optional<InstanceId> newMaster) {
            return new HaVip(members, newMaster);
        }
    }

    /// With no machine on.
    public NoNetwork() {}

    @Override
    public void open(Consumer<CloudEvent> listener) {
        this.facts = listener;
    }

    @Override
    public void order(FabricEvent order) {
        switch (order) {
            case FabricEvent.CreateHaVip made ->
                haVips.putIfAbsent(made.id(), new HaVip(new LinkedHashSet<>(), Optional.empty()));
            case FabricEvent.DeleteHaVip gone -> haVips.remove(gone.id());
            case FabricEvent.Bind bind -> members(bind.haVip()).add(bind.instance());
            case FabricEvent.Unbind unbind -> members(unbind.haVip()).remove(unbind.instance());
            case FabricEvent.RestoreMaster former -> restore(former);
            case FabricEvent.DeleteInstance gone -> running.remove(gone.id());
            default -> {
                // Everything else is about packets.
            }
        }
        elect();
    }

    @Override
    public void order(MachineOrder order) {
        switch (order) {
            case MachineOrder.Start start -> {
                running.add(start.instance());
                elect();
                facts.accept(new CloudEvent.InstanceRuns(start.instance()));
            }
            case MachineOrder.Adopt adopt -> {
                // No election: who has a HaVip will be told by RestoreMaster.
                running.add(adopt.instance());
                facts.accept(new CloudEvent.InstanceRuns(adopt.instance()));
            }
            case MachineOrder.Stop stop -> {
                running.remove(stop.instance());
                elect();
                facts.accept(new CloudEvent.InstanceStopped(stop.instance()));
            }
            case MachineOrder.Reboot reboot -> {
                running.remove(reboot.instance());
                elect();
                running.add(reboot.instance());
                elect();
                facts.accept(new CloudEvent.InstanceRuns(reboot.instance()));
            }
            case MachineOrder.Release release -> {
                running.remove(release.instance());
                elect();
            }
        }
    }

    @Override
    public void settled() {
        // There is nothing that could be left over.
    }

    @Override
    public void close() {
        // There is nothing to end.
    }

    private Set<InstanceId> members(HaVipId id) {
        return Optional.ofNullable(haVips.get(id)).map(HaVip::members).orElseGet(LinkedHashSet::new);
    }

    private void restore(FabricEvent.RestoreMaster former) {
        haVips.computeIfPresent(former.haVip(), (id, haVip) -> haVip.with(Optional.of(former.instance())));
    }

    private void elect() {
        haVips.replaceAll((id, haVip) -> {
            Optional<InstanceId> next = haVip.master()
                    .filter(haVip.members()::contains)
                    .filter(running::contains)
                    .or(() -> haVip.members().stream().filter(running::contains).findFirst());
            if (!next.equals(haVip.master())) {
                facts.accept(new CloudEvent.MasterChanged(id, next));
            }
            return haVip.with(next);
        });
    }
}
