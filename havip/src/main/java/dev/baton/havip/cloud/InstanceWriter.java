package dev.baton.havip.cloud;

import dev.baton.havip.resource.Eip;
import dev.baton.havip.resource.Eni;
import dev.baton.havip.resource.Instance;
import java.util.List;
import java.util.Optional;

/// An instance as `DescribeInstances` shows it.
final class InstanceWriter {
    /// What every machine here has, whatever its type: it is a namespace and takes what it needs.
    private static final int CPUS = 2;

    private static final int MEMORY_MIB = 2048;

    private InstanceWriter() {}

    static Fields write(Turn turn, Instance instance) {
        Instance.Machine machine = instance.machine();
        Optional<Eni> eni = turn.find(Eni.class, instance.eni());
        return Fields.of("InstanceId", instance.id())
                .text("InstanceName", instance.meta().name())
                .text("Description", instance.meta().description())
                .text("HostName", machine.hostName())
                .text("Status", instance.phase().status().word())
                .text("RegionId", turn.settings().region())
                .text("ZoneId", instance.zone())
                .text("InstanceType", machine.type())
                .text("InstanceTypeFamily", family(machine.type()))
                .whole("Cpu", CPUS)
                .whole("Memory", MEMORY_MIB)
                .text("OSName", "Linux")
                .text("OSNameEn", "Linux")
                .text("OSType", "linux")
                .text("ImageId", machine.image())
                .text("KeyPairName", machine.keyPair())
                .time("CreationTime", instance.meta().createdMillis())
                .text("StartTime", machine.startedMillis() == 0 ? "" : Fields.timeText(machine.startedMillis()))
                .text("ExpiredTime", "2099-12-31T15:59Z")
                .text("InstanceChargeType", "PostPaid")
                .text("InternetChargeType", "PayByTraffic")
                .whole("InternetMaxBandwidthIn", 0)
                .whole("InternetMaxBandwidthOut", 0)
                .text("InstanceNetworkType", "vpc")
                .text("StoppedMode", machine.stoppedMode())
                .flag("DeletionProtection", machine.deletionProtection())
                .text("ResourceGroupId", instance.meta().resourceGroup())
                .object("VpcAttributes", eni.map(InstanceWriter::network).orElse(Fields.none()))
                .object("EipAddress", eip(InstanceList.eip(turn, instance)))
                .texts("PublicIpAddress", "IpAddress", List.of())
                .texts("InnerIpAddress", "IpAddress", List.of())
                .list(
                        "NetworkInterfaces",
                        "NetworkInterface",
                        eni.map(InstanceWriter::card).stream().toList())
                .texts("SecurityGroupIds", "SecurityGroupId", machine.securityGroups())
                .list("Tags", "Tag", Tags.written(instance, "TagKey", "TagValue"))
                .list("OperationLocks", "LockReason", List.of());
    }

    /// `ecs.g6.large` is of the family `ecs.g6`.
    private static String family(String type) {
        int end = type.lastIndexOf('.');
        return end > 0 ? type.substring(0, end) : type;
    }

    private static Fields network(Eni eni) {
        return Fields.of("VpcId", eni.vpc())
                .text("VSwitchId", eni.vSwitch())
                .text("NatIpAddress", "")
                .texts("PrivateIpAddress", "IpAddress", List.of(eni.address()));
    }

    private static Fields eip(Optional<Eip> eip) {
        return Fields.of("AllocationId", eip.map(Eip::id).orElse(""))
                .text("IpAddress", eip.map(Eip::address).orElse(""))
                .whole(
                        "Bandwidth",
                        eip.map(Eip::bandwidth).map(Integer::parseInt).orElse(0))
                .text("InternetChargeType", eip.map(Eip::internetChargeType).orElse(""))
                .flag("IsSupportUnassociate", eip.isPresent());
    }

    private static Fields card(Eni eni) {
        return Fields.of("NetworkInterfaceId", eni.id())
                .text("MacAddress", eni.mac())
                .text("PrimaryIpAddress", eni.address())
                .text("Type", EniList.type(eni))
                .list("PrivateIpSets", "PrivateIpSet", EniList.addresses(eni))
                .list("Ipv6Sets", "Ipv6Set", List.of());
    }
}
