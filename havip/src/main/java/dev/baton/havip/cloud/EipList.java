package dev.baton.havip.cloud;

import dev.baton.havip.resource.Eip;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// `DescribeEipAddresses`. What this cloud has not, such as bandwidth packages, is written as the API writes its
/// absence.
final class EipList {
    private static final int PAGE_MAX = 100;
    private static final int VALUES_MAX = 50;
    private static final Map<String, Function<Eip, String>> FILTERS =
            Map.of("CreationStartTime", eip -> Fields.timeText(eip.meta().createdMillis()));

    private EipList() {}

    static List<Action> all() {
        return List.of(Action.both("DescribeEipAddresses", EipList::describe, "RegionId"));
    }

    private static Fields describe(Request request) {
        Predicate<Eip> wanted = Filters.<Eip>among(request, "AllocationId", VALUES_MAX, Eip::id)
                .and(Filters.among(request, "EipAddress", VALUES_MAX, Eip::address))
                .and(Filters.equal(request, "EipName", eip -> eip.meta().name()))
                .and(Filters.equal(
                        request, "Status", eip -> eip.phase().status().word()))
                .and(Filters.equal(request, "ChargeType", Eip::chargeType))
                .and(Filters.equal(request, "ISP", Eip::isp))
                .and(Filters.equal(request, "AssociatedInstanceType", eip -> of(eip, Eip.Target::type)))
                .and(Filters.equal(request, "AssociatedInstanceId", eip -> of(eip, Eip.Target::id)))
                .and(Filters.equal(request, "ResourceGroupId", eip -> eip.meta().resourceGroup()))
                .and(Filters.equal(request, "LockReason", eip -> ""))
                .and(Filters.equal(request, "PublicIpAddressPoolId", eip -> ""))
                .and(Filters.equal(request, "SegmentInstanceId", eip -> ""))
                .and(Filters.equal(request, "SecurityProtectionEnabled", eip -> "false"))
                .and(Filters.equal(request, "ServiceManaged", eip -> "false"))
                .and(Filters.of(request, FILTERS))
                .and(Tags.filter(request));
        String region = request.turn().settings().region();
        return Page.of(request, PAGE_MAX)
                .answer(
                        request.allMine(Eip.class).filter(wanted),
                        "EipAddresses",
                        "EipAddress",
                        eip -> write(eip, region));
    }

    private static String of(Eip eip, Function<Eip.Target, String> part) {
        return eip.target().map(part).orElse("");
    }

    private static Fields write(Eip eip, String region) {
        Optional<Eip.Target> target = eip.target();
        return Fields.of("AllocationId", eip.id())
                .text("IpAddress", eip.address())
                .text("Status", eip.phase().status().word())
                .text("InstanceId", of(eip, Eip.Target::id))
                .text("InstanceType", of(eip, Eip.Target::type))
                .text("InstanceRegionId", target.isPresent() ? region : "")
                .text("PrivateIpAddress", of(eip, Eip.Target::address))
                .text("VpcId", of(eip, Eip.Target::vpc))
                .text("Bandwidth", eip.bandwidth())
                .text("EipBandwidth", eip.bandwidth())
                .text("Name", eip.meta().name())
                .text("Description", eip.meta().description())
                .text("Descritpion", eip.meta().description())
                .text("RegionId", region)
                .text("Zone", "")
                .time("AllocationTime", eip.meta().createdMillis())
                .text("ExpiredTime", "")
                .text("ChargeType", eip.chargeType())
                .text("InternetChargeType", eip.internetChargeType())
                .text("ISP", eip.isp())
                .text("Netmode", eip.netmode())
                .text("ResourceGroupId", eip.meta().resourceGroup())
                .merge(absent())
                .list("Tags", "Tag", Tags.written(eip, "Key", "Value"));
    }

    private static Fields absent() {
        return Fields.of("BusinessStatus", "Normal")
                .flag("DeletionProtection", false)
                .flag("SecondLimited", false)
                .whole("ServiceManaged", 0)
                .text("HDMonitorStatus", "OFF")
                .text("HasReservationData", "false")
                .text("ReservationActiveTime", "")
                .text("ReservationBandwidth", "")
                .text("ReservationInternetChargeType", "")
                .text("ReservationOrderType", "")
                .text("BandwidthPackageId", "")
                .text("BandwidthPackageBandwidth", "")
                .text("BandwidthPackageType", "")
                .text("PublicIpAddressPoolId", "")
                .text("SegmentInstanceId", "")
                .list("OperationLocks", "LockReason", List.of())
                .texts("SecurityProtectionTypes", "SecurityProtectionType", List.of());
    }
}
