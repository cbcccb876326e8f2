package dev.baton.havip.cloud;

import dev.baton.havip.FabricEvent;
import dev.baton.havip.HaVipId;
import dev.baton.havip.InstanceId;
import dev.baton.havip.resource.Eni;
import dev.baton.havip.resource.HaVip;
import dev.baton.havip.resource.Instance;
import dev.baton.havip.resource.Phase;
import dev.baton.havip.resource.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// The dashed lines: which instances, or network interfaces, may hold a HaVip. A binding takes effect in the
/// fabric with the call; what takes its time is only what the API says of it.
final class HaVipBinding {
    private static final String INSTANCE = "EcsInstance";
    private static final String ENI = "NetworkInterface";

    private HaVipBinding() {}

    static List<Action> all() {
        return List.of(
                Action.both("AssociateHaVip", HaVipBinding::associate, "RegionId", "HaVipId", "InstanceId"),
                Action.both("UnassociateHaVip", HaVipBinding::unassociate, "RegionId", "HaVipId", "InstanceId"));
    }

    /// One end of a dashed line.
    ///
    /// @param id an instance or a network interface, as the client named it
    private record Member(String type, String id, Instance instance, Eni eni) {}

    private static Fields associate(Request request) {
        Turn turn = request.turn();
        HaVipActions.checkPrivilege(request);
        HaVip haVip = request.mine(HaVip.class, request.required("HaVipId"), ErrorCode.HAVIP_NOT_FOUND);
        Member member = member(request);
        checkStatus(haVip, member.id());
        checkInstance(member.instance());
        checkFit(haVip, member);
        long present = ofInstance(turn, member.instance()).count();
        request.within(Quota.HAVIPS_PER_INSTANCE, present, ErrorCode.LIMIT_HAVIPS_ON_INSTANCE);
        request.within(Quota.MEMBERS_PER_HAVIP, haVip.members().size(), ErrorCode.LIMIT_INSTANCES_ON_HAVIP);
        List<String> members = new ArrayList<>(haVip.members());
        members.add(member.id());
        turn.put(haVip.withMembers(member.type(), members)
                .with(turn.during(Status.ASSOCIATING, Delay.HAVIP_ASSOCIATING)));
        turn.network(new FabricEvent.Bind(
                new HaVipId(haVip.id()), new InstanceId(member.instance().id())));
        turn.note(haVip, TimelineEntry.Topic.BOUND, member.id());
        return Fields.none();
    }

    private static Member member(Request request) {
        String type = request.oneOf("InstanceType", INSTANCE, ErrorCode.INSTANCE_TYPE, INSTANCE, ENI);
        String id = request.required("InstanceId");
        if (type.equals(INSTANCE)) {
            Instance instance = request.mine(Instance.class, id, ErrorCode.INSTANCE_NOT_FOUND);
            return new Member(type, id, instance, request.mine(Eni.class, instance.eni(), ErrorCode.ENI_NOT_FOUND));
        }
        Eni eni = request.mine(Eni.class, id, ErrorCode.ENI_NOT_FOUND);
        Instance instance = request.mine(Instance.class, eni.instance().orElse(""), ErrorCode.INSTANCE_STATUS);
        return new Member(type, id, instance, eni);
    }

    private static void checkStatus(HaVip haVip, String member) {
        switch (haVip.phase().status()) {
            case AVAILABLE, IN_USE -> {}
            case DELETING -> throw new CallRefused(ErrorCode.VIP_STATUS);
            case ASSOCIATING, UNASSOCIATING -> {
                // The lock is on the pair: whoever repeats a call in flight is told so.
                boolean same = haVip.members().contains(member);
                throw new CallRefused(same ? ErrorCode.DISTRIBUTED_LOCK : ErrorCode.HAVIP_STATUS);
            }
            default -> throw new CallRefused(ErrorCode.HAVIP_STATUS);
        }
    }

    private static void checkInstance(Instance instance) {
        if (!instance.phase().is(Status.RUNNING) && !instance.phase().is(Status.STOPPED)) {
            throw new CallRefused(ErrorCode.INSTANCE_STATUS_FOR_HAVIP);
        }
    }

    private static void checkFit(HaVip haVip, Member member) {
        if (!haVip.members().isEmpty() && !haVip.memberType().equals(member.type())) {
            throw new CallRefused(ErrorCode.INSTANCE_TYPE);
        }
        if (haVip.members().contains(member.id())) {
            throw new CallRefused(ErrorCode.ASSOCIATED_ALREADY);
        }
        if (!haVip.vSwitch().equals(member.eni().vSwitch())) {
            throw new CallRefused(ErrorCode.OTHER_VSWITCH);
        }
    }

    private static Fields unassociate(Request request) {
        Turn turn = request.turn();
        HaVipActions.checkPrivilege(request);
        HaVip haVip = request.mine(HaVip.class, request.required("HaVipId"), ErrorCode.HAVIP_NOT_FOUND);
        Member member = member(request);
        if (haVip.leaving().filter(member.id()::equals).isPresent()) {
            throw new CallRefused(ErrorCode.DISTRIBUTED_LOCK);
        }
        if (!haVip.phase().is(Status.IN_USE)) {
            throw new CallRefused(ErrorCode.HAVIP_STATUS_FOR_UNBINDING);
        }
        if (!haVip.members().contains(member.id())) {
            throw new CallRefused(ErrorCode.NOT_ASSOCIATED);
        }
        checkInstance(member.instance());
        if (isMaster(haVip, member) && !request.flag("Force")) {
            throw new CallRefused(ErrorCode.UNASSOCIATE_MASTER);
        }
        turn.put(haVip.withLeaving(Optional.of(member.id()))
                .with(turn.during(Status.UNASSOCIATING, Delay.HAVIP_UNASSOCIATING)));
        turn.network(new FabricEvent.Unbind(
                new HaVipId(haVip.id()), new InstanceId(member.instance().id())));
        turn.note(haVip, TimelineEntry.Topic.UNBOUND, member.id());
        return Fields.none();
    }

    private static boolean isMaster(HaVip haVip, Member member) {
        return haVip.master().filter(member.instance().id()::equals).isPresent();
    }

    /// The HaVips that may come to this instance, by whichever of its names.
    static Stream<HaVip> ofInstance(Turn turn, Instance instance) {
        return turn.all(HaVip.class)
                .filter(haVip -> haVip.members().contains(instance.id())
                        || haVip.members().contains(instance.eni()));
    }

    /// The instance behind a member's id; empty if it is gone.
    static Optional<String> instanceOf(Turn turn, String member) {
        return turn.find(Instance.class, member)
                .map(Instance::id)
                .or(() -> turn.find(Eni.class, member).flatMap(Eni::instance));
    }

    /// The solid line's end under the name that it was bound by; empty text for nobody.
    static String masterAsMember(Turn turn, HaVip haVip) {
        return haVip.members().stream()
                .filter(member -> Objects.equals(instanceOf(turn, member), haVip.master()))
                .filter(member -> haVip.master().isPresent())
                .findFirst()
                .orElse("");
    }

    /// Ends the dashed line at once, because the instance goes.
    static void drop(Turn turn, HaVip haVip, Instance instance) {
        String member = haVip.members().contains(instance.id()) ? instance.id() : instance.eni();
        if (haVip.leaving().filter(member::equals).isEmpty()) {
            turn.network(new FabricEvent.Unbind(new HaVipId(haVip.id()), new InstanceId(instance.id())));
        }
        HaVip fewer = without(haVip, member, Optional.of(instance.id()));
        boolean settled = fewer.phase().is(Status.IN_USE) && fewer.members().isEmpty();
        turn.put(settled ? fewer.with(Phase.settled(Status.AVAILABLE)) : fewer);
        turn.note(haVip, TimelineEntry.Topic.UNBOUND, member);
    }

    /// Ends the dashed line, as far as the API says: the fabric has been told before.
    static HaVip without(HaVip haVip, String member, Optional<String> instance) {
        List<String> members = new ArrayList<>(haVip.members());
        members.remove(member);
        HaVip fewer = haVip.withMembers(members.isEmpty() ? "" : haVip.memberType(), members)
                .withLeaving(haVip.leaving().filter(leaving -> !leaving.equals(member)));
        boolean wasMaster = haVip.master().isPresent() && haVip.master().equals(instance);
        return wasMaster ? fewer.withMaster(Optional.empty()) : fewer;
    }
}
