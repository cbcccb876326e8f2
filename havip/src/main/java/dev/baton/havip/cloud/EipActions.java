package dev.baton.havip.cloud;

import dev.baton.havip.resource.Eip;
import dev.baton.havip.resource.Meta;
import dev.baton.havip.resource.Phase;
import dev.baton.havip.resource.Status;
import dev.baton.model.Ipv4Address;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// EIPs come, change, and go.
final class EipActions {
    private static final String BANDWIDTH_USUAL = "5";
    private static final int BANDWIDTH_MAX = 500;
    private static final long FREQUENT_MILLIS = 10_000;

    private EipActions() {}

    static List<Action> all() {
        return List.of(
                Action.both("AllocateEipAddress", EipActions::allocate, "RegionId"),
                Action.both("ModifyEipAddressAttribute", EipActions::modify, "AllocationId"),
                Action.both("ReleaseEipAddress", EipActions::release, "AllocationId"));
    }

    private static Fields allocate(Request request) {
        Turn turn = request.turn();
        request.within(Quota.EIPS_PER_ACCOUNT, request.allMine(Eip.class).count(), ErrorCode.QUOTA_EIPS);
        long lately = request.allMine(Eip.class)
                .filter(each -> each.meta().createdMillis() > turn.millis() - FREQUENT_MILLIS)
                .count();
        request.within(Quota.EIPS_PER_TEN_SECONDS, lately, ErrorCode.FREQUENT_PURCHASE);
        Eip eip = new Eip(
                turn.freshId(Eip.class, "eip-"),
                Resources.meta(request, request.name("Name")),
                Phase.settled(Status.AVAILABLE),
                choose(turn, request.text("IpAddress")).toString(),
                bandwidth(request).orElse(BANDWIDTH_USUAL),
                request.oneOf("ISP", "BGP", ErrorCode.INVALID_PARAMETER, "BGP", "BGP_PRO"),
                request.oneOf("InstanceChargeType", "PostPaid", ErrorCode.INVALID_PARAMETER, "PostPaid", "PrePaid"),
                request.oneOf(
                        "InternetChargeType",
                        "PayByBandwidth",
                        ErrorCode.INVALID_PARAMETER,
                        "PayByBandwidth",
                        "PayByTraffic"),
                request.oneOf("Netmode", "public", ErrorCode.INVALID_PARAMETER, "public"),
                0,
                Optional.empty());
        turn.put(eip);
        turn.note(eip, TimelineEntry.Topic.CREATED, eip.address());
        return Fields.of("AllocationId", eip.id())
                .text("EipAddress", eip.address())
                .whole("OrderId", 0)
                .text("ResourceGroupId", eip.meta().resourceGroup());
    }

    private static Optional<String> bandwidth(Request request) {
        return request.text("Bandwidth").map(text -> {
            // Some clients write the unit.
            String number = text.endsWith("M") ? text.substring(0, text.length() - 1) : text;
            boolean isNumber = number.matches("[0-9]{1,4}");
            if (!isNumber || Integer.parseInt(number) < 1 || Integer.parseInt(number) > BANDWIDTH_MAX) {
                throw new CallRefused(ErrorCode.INVALID_PARAMETER, "Bandwidth");
            }
            return number;
        });
    }

    private static Ipv4Address choose(Turn turn, Optional<String> wanted) {
        Subnet pool = Subnet.of(turn.settings().publicAddresses().toString());
        Set<String> taken = turn.all(Eip.class).map(Eip::address).collect(Collectors.toSet());
        if (wanted.isEmpty()) {
            return pool.free(turn.settings().firstPublicAddress(), taken)
                    .orElseThrow(() -> new CallRefused(ErrorCode.NO_PUBLIC_ADDRESS));
        }
        return Ipv4Address.parse(wanted.get())
                .filter(pool::contains)
                .filter(address -> !pool.isReserved(address))
                .filter(address -> !taken.contains(address.toString()))
                .orElseThrow(() -> new CallRefused(ErrorCode.PUBLIC_ADDRESS_UNAVAILABLE, wanted.get()));
    }

    static Eip find(Request request) {
        return request.mine(Eip.class, request.required("AllocationId"), ErrorCode.EIP_NOT_FOUND);
    }

    private static Fields modify(Request request) {
        Turn turn = request.turn();
        Eip eip = find(request);
        if (eip.phase().is(Status.RELEASING)) {
            throw new CallRefused(ErrorCode.EIP_STATUS);
        }
        Meta meta = eip.meta();
        Meta named = request.name("Name").map(meta::named).orElse(meta);
        Eip worded = eip.with(request.description().map(named::described).orElse(named));
        long until = turn.millis() + turn.settings().delay(Delay.EIP_MODIFYING).toMillis();
        turn.put(bandwidth(request)
                .map(wanted -> worded.withBandwidth(wanted, until))
                .orElse(worded));
        return Fields.none();
    }

    private static Fields release(Request request) {
        Turn turn = request.turn();
        Eip eip = find(request);
        EipAssociation.checkQuiet(eip);
        if (!eip.phase().is(Status.AVAILABLE)) {
            throw new CallRefused(ErrorCode.EIP_STATUS);
        }
        turn.put(eip.with(turn.during(Status.RELEASING, Delay.EIP_RELEASING)));
        turn.note(eip, TimelineEntry.Topic.DELETED);
        return Fields.none();
    }
}
