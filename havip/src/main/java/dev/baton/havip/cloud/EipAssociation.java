package dev.baton.havip.cloud;

import dev.baton.havip.FabricEvent;
import dev.baton.havip.HaVipId;
import dev.baton.havip.InstanceId;
import dev.baton.havip.resource.Eip;
import dev.baton.havip.resource.Eni;
import dev.baton.havip.resource.HaVip;
import dev.baton.havip.resource.Instance;
import dev.baton.havip.resource.NatGateway;
import dev.baton.havip.resource.SnatEntry;
import dev.baton.havip.resource.Status;
import dev.baton.model.IpAddress;
import java.util.List;
import java.util.Optional;

/// Where an EIP leads. As with HaVips, the network is told with the call.
final class EipAssociation {
    private EipAssociation() {}

    static List<Action> all() {
        return List.of(
                Action.both("AssociateEipAddress", EipAssociation::associate, "AllocationId", "InstanceId"),
                Action.both("UnassociateEipAddress", EipAssociation::unassociate, "AllocationId"));
    }

    /// True also while the association is being made or undone.
    static boolean leadsTo(Eip eip, String id) {
        return eip.target().filter(target -> target.id().equals(id)).isPresent();
    }

    private static Fields associate(Request request) {
        Turn turn = request.turn();
        Eip eip = EipActions.find(request);
        if (!request.text("InstanceRegionId", turn.settings().region())
                .equals(turn.settings().region())) {
            throw new CallRefused(ErrorCode.OTHER_REGION);
        }
        checkQuiet(eip);
        if (!eip.phase().is(Status.AVAILABLE)) {
            throw new CallRefused(ErrorCode.EIP_STATUS);
        }
        if (eip.modifiedMillis() > turn.millis()) {
            throw new CallRefused(ErrorCode.EIP_BEING_MODIFIED);
        }
        Eip.Target target = target(request);
        checkTarget(request, target);
        turn.put(eip.withTarget(Optional.of(target)).with(turn.during(Status.ASSOCIATING, Delay.EIP_ASSOCIATING)));
        order(turn, eip, target).ifPresent(turn::network);
        turn.note(eip, TimelineEntry.Topic.EIP_ASSOCIATED, target.id());
        return Fields.none();
    }

    /// While one change is under way, the next is a conflict of tasks, which clients repeat.
    static void checkQuiet(Eip eip) {
        if (eip.phase().is(Status.ASSOCIATING) || eip.phase().is(Status.UNASSOCIATING)) {
            throw new CallRefused(ErrorCode.EIP_TASK_CONFLICT);
        }
    }

    private static Eip.Target target(Request request) {
        String type = request.text("InstanceType", "EcsInstance");
        String id = request.required("InstanceId");
        return switch (type) {
            case "HaVip" -> haVip(request, id);
            case "EcsInstance" -> {
                Instance instance = request.mine(Instance.class, id, ErrorCode.EIP_INSTANCE_NOT_FOUND);
                yield instance(request, type, id, request.mine(Eni.class, instance.eni(), ErrorCode.ENI_NOT_FOUND));
            }
            case "NetworkInterface" ->
                instance(request, type, id, request.mine(Eni.class, id, ErrorCode.EIP_INSTANCE_NOT_FOUND));
            case "Nat" -> {
                NatGateway nat = request.mine(NatGateway.class, id, ErrorCode.EIP_INSTANCE_NOT_FOUND);
                if (!nat.phase().is(Status.AVAILABLE)) {
                    throw new CallRefused(ErrorCode.INSTANCE_STATUS);
                }
                yield new Eip.Target(id, type, nat.vpc(), "");
            }
            default -> throw new CallRefused(ErrorCode.INSTANCE_TYPE);
        };
    }

    private static Eip.Target haVip(Request request, String id) {
        HaVip haVip = request.mine(HaVip.class, id, ErrorCode.HAVIP_NOT_FOUND);
        if (!haVip.phase().is(Status.AVAILABLE) && !haVip.phase().is(Status.IN_USE)) {
            throw new CallRefused(ErrorCode.HAVIP_STATUS);
        }
        return new Eip.Target(id, "HaVip", haVip.vpc(), haVip.address());
    }

    private static Eip.Target instance(Request request, String type, String id, Eni eni) {
        Instance instance = request.mine(Instance.class, eni.instance().orElse(""), ErrorCode.INSTANCE_STATUS);
        if (!instance.phase().is(Status.RUNNING) && !instance.phase().is(Status.STOPPED)) {
            throw new CallRefused(ErrorCode.INSTANCE_STATUS);
        }
        return new Eip.Target(id, type, eni.vpc(), eni.address());
    }

    private static void checkTarget(Request request, Eip.Target target) {
        if (!request.text("VpcId", target.vpc()).equals(target.vpc())) {
            throw new CallRefused(ErrorCode.INSTANCE_NOT_IN_VPC);
        }
        if (target.type().equals("Nat")) {
            return;
        }
        request.turn()
                .all(Eip.class)
                .filter(other -> other.target()
                        .filter(there -> there.vpc().equals(target.vpc()))
                        .filter(there -> there.address().equals(target.address()))
                        .isPresent())
                .findAny()
                .ifPresent(other -> {
                    boolean settled = other.phase().is(Status.IN_USE);
                    throw new CallRefused(settled ? ErrorCode.EIP_DUPLICATED : ErrorCode.EIP_BINDING_STATUS);
                });
    }

    /// What the network is told of an association; a NAT gateway's EIPs are told with its SNAT entries.
    static Optional<FabricEvent> order(Turn turn, Eip eip, Eip.Target target) {
        IpAddress address = IpAddress.of(eip.address());
        return switch (target.type()) {
            case "HaVip" -> Optional.of(new FabricEvent.AssociateEip(address, new HaVipId(target.id())));
            case "Nat" -> Optional.empty();
            default ->
                HaVipBinding.instanceOf(turn, target.id())
                        .map(InstanceId::new)
                        .map(instance -> new FabricEvent.AssociateEipWithInstance(address, instance));
        };
    }

    private static Fields unassociate(Request request) {
        Turn turn = request.turn();
        Eip eip = EipActions.find(request);
        checkQuiet(eip);
        Eip.Target target = eip.target()
                .filter(there -> eip.phase().is(Status.IN_USE))
                .orElseThrow(() -> new CallRefused(ErrorCode.EIP_STATUS));
        if (!request.text("InstanceId", target.id()).equals(target.id())) {
            throw new CallRefused(ErrorCode.EIP_LEADS_ELSEWHERE);
        }
        if (!request.text("InstanceType", target.type()).equals(target.type())) {
            throw new CallRefused(ErrorCode.INSTANCE_TYPE);
        }
        checkRelease(turn, eip, target);
        unassociate(turn, eip, target);
        return Fields.none();
    }

    private static void checkRelease(Turn turn, Eip eip, Eip.Target target) {
        Optional<Status> haVip =
                turn.find(HaVip.class, target.id()).map(found -> found.phase().status());
        if (haVip.filter(status -> status != Status.AVAILABLE && status != Status.IN_USE)
                .isPresent()) {
            throw new CallRefused(ErrorCode.EIP_HAVIP_STATUS);
        }
        if (turn.all(SnatEntry.class)
                .anyMatch(entry -> entry.gateway().equals(target.id())
                        && entry.publicAddress().equals(eip.address()))) {
            throw new CallRefused(ErrorCode.EIP_USED_BY_SNAT);
        }
    }

    /// Begins the end of an association, whoever wants it.
    static void unassociate(Turn turn, Eip eip, Eip.Target target) {
        turn.put(eip.with(turn.during(Status.UNASSOCIATING, Delay.EIP_UNASSOCIATING)));
        if (!target.type().equals("Nat")) {
            turn.network(new FabricEvent.UnassociateEip(IpAddress.of(eip.address())));
        }
        turn.note(eip, TimelineEntry.Topic.EIP_UNASSOCIATED, target.id());
    }
}
