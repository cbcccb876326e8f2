package dev.baton.havip.cloud;

import static dev.baton.havip.cloud.CloudLab.text;
import static dev.baton.havip.cloud.CloudLab.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.havip.resource.NatGateway;
import dev.baton.testkit.Golden;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// One session in which every action is called and does what it is for. The golden file shows every field of every
/// answer, with its official spelling.
final class ActionsTest {
    private final CloudLab lab = new CloudLab();
    private final Transcript transcript = new Transcript(lab);

    @Test
    void everyActionAnswersWithItsFields() {
        transcript.call("DescribeRegions");
        transcript.call("DescribeZones");
        String vpc = text(
                transcript.andSettle("CreateVpc", "CidrBlock", "172.16.0.0/12", "VpcName", "lab", "Tag.1.Key", "stage"),
                "VpcId");
        String vSwitch = text(
                transcript.andSettle(
                        "CreateVSwitch", "VpcId", vpc, "ZoneId", "cn-lab-1a", "CidrBlock", "172.16.0.0/16"),
                "VSwitchId");
        vpcs(vpc, vSwitch);
        String group = text(
                transcript.call("CreateSecurityGroup", "VpcId", vpc, "SecurityGroupName", "all"), "SecurityGroupId");
        String instance = instances(vSwitch, group);
        String haVip = haVips(vSwitch, instance);
        String eip = eips(haVip);
        gateways(vpc);
        routes(vpc, haVip);
        tags(haVip);
        theEnd(instance, haVip, eip, vSwitch, vpc, group);
        Golden.assertMatches(Path.of("src/test/resources/cloud/actions.txt"), transcript.text());
        assertThat(transcript.done())
                .isEqualTo(Catalogue.all().stream().map(Action::name).collect(Collectors.toCollection(TreeSet::new)));
        assertThat(lab.cloud.resources()).isEmpty();
    }

    private void vpcs(String vpc, String vSwitch) {
        transcript.call("ModifyVpcAttribute", "VpcId", vpc, "Description", "of the tutorial");
        transcript.call("DescribeVpcs");
        transcript.call("DescribeVpcAttribute", "VpcId", vpc);
        transcript.call("ModifyVSwitchAttribute", "VSwitchId", vSwitch, "VSwitchName", "front");
        transcript.call("DescribeVSwitches", "VpcId", vpc);
        transcript.call("DescribeVSwitchAttributes", "VSwitchId", vSwitch);
    }

    private String instances(String vSwitch, String group) {
        transcript.call("AuthorizeSecurityGroup", "SecurityGroupId", group, "IpProtocol", "tcp", "PortRange", "80/80");
        transcript.call("RevokeSecurityGroup", "SecurityGroupId", group, "IpProtocol", "tcp", "PortRange", "80/80");
        transcript.call("DescribeSecurityGroups");
        String ha1 = texts(
                        transcript.andSettle(
                                "RunInstances",
                                "VSwitchId",
                                vSwitch,
                                "PrivateIpAddress",
                                "172.16.0.224",
                                "InstanceName",
                                "HA1",
                                "HostName",
                                "ha1",
                                "SecurityGroupId",
                                group,
                                "UserData",
                                "IyEvYmluL3NoCg=="),
                        "InstanceIdSets",
                        "InstanceIdSet")
                .getFirst();
        String other = text(transcript.andSettle("CreateInstance", "VSwitchId", vSwitch), "InstanceId");
        transcript.call("ModifyInstanceAttribute", "InstanceId", other, "InstanceName", "spare");
        transcript.call("DescribeInstances", "InstanceIds", "[\"" + ha1 + "\"]");
        transcript.andSettle("StartInstance", "InstanceId", other);
        transcript.andSettle("RebootInstance", "InstanceId", other);
        transcript.andSettle("StopInstance", "InstanceId", other, "StoppedMode", "StopCharging");
        transcript.call("DescribeInstanceStatus");
        transcript.call("DescribeNetworkInterfaces", "InstanceId", ha1);
        transcript.call("DeleteInstances", "InstanceId.1", other);
        return ha1;
    }

    private String haVips(String vSwitch, String instance) {
        String haVip = text(
                transcript.andSettle("CreateHaVip", "VSwitchId", vSwitch, "IpAddress", "172.16.0.222", "Name", "web"),
                "HaVipId");
        transcript.call("ModifyHaVipAttribute", "HaVipId", haVip, "Description", "the tutorial's");
        transcript.andSettle("AssociateHaVip", "HaVipId", haVip, "InstanceId", instance);
        lab.announces(instance, "172.16.0.222");
        return haVip;
    }

    private String eips(String haVip) {
        String eip = text(transcript.call("AllocateEipAddress", "Name", "front", "Bandwidth", "10"), "AllocationId");
        transcript.andSettle("ModifyEipAddressAttribute", "AllocationId", eip, "Bandwidth", "20");
        transcript.andSettle("AssociateEipAddress", "AllocationId", eip, "InstanceId", haVip, "InstanceType", "HaVip");
        transcript.call("DescribeEipAddresses");
        transcript.call("DescribeHaVips", "Filter.1.Key", "HaVipId", "Filter.1.Value.1", haVip);
        return eip;
    }

    private void gateways(String vpc) {
        NetworkErrors.Nat nat = NetworkErrors.Nat.in(lab, vpc);
        transcript.andSettle("CreateNatGateway", "VpcId", vpc, "Name", "spare");
        transcript.call("ModifyNatGatewayAttribute", "NatGatewayId", nat.id(), "Name", "way out");
        String entry =
                text(transcript.andSettle("CreateSnatEntry", nat.with("SourceCIDR", "172.16.0.0/16")), "SnatEntryId");
        transcript.call("DescribeNatGateways");
        transcript.call("DescribeSnatTableEntries", "SnatTableId", nat.table());
        transcript.andSettle("DeleteSnatEntry", "SnatTableId", nat.table(), "SnatEntryId", entry);
        lab.cloud.all(NatGateway.class).stream()
                .map(NatGateway::id)
                .sorted()
                .forEach(id -> transcript.andSettle("DeleteNatGateway", "NatGatewayId", id, "Force", "true"));
        transcript.andSettle("ReleaseEipAddress", "AllocationId", nat.eip());
    }

    private void routes(String vpc, String haVip) {
        String table = NetworkErrors.routeTable(lab, vpc);
        transcript.andSettle(
                "CreateRouteEntry",
                "RouteTableId",
                table,
                "DestinationCidrBlock",
                "0.0.0.0/0",
                "NextHopType",
                "HaVip",
                "NextHopId",
                haVip);
        transcript.call("DescribeRouteTables", "RouteTableId", table);
        transcript.call("DescribeRouteTableList");
        transcript.call("DescribeRouteEntryList", "RouteTableId", table);
        transcript.andSettle("DeleteRouteEntry", "RouteTableId", table, "DestinationCidrBlock", "0.0.0.0/0");
    }

    private void tags(String haVip) {
        String[] it = {"ResourceType", "HAVIP", "ResourceId.1", haVip};
        transcript.call("TagResources", it[0], it[1], it[2], it[3], "Tag.1.Key", "role", "Tag.1.Value", "front");
        transcript.call("ListTagResources", it);
        transcript.call("UntagResources", it[0], it[1], it[2], it[3], "TagKey.1", "role");
        transcript.call("UnTagResources", it[0], it[1], it[2], it[3], "TagKey.1", "role");
        transcript.call(
                "MoveResourceGroup", "ResourceType", "HAVIP", "ResourceId", haVip, "NewResourceGroupId", "rg-web");
    }

    private void theEnd(String instance, String haVip, String eip, String vSwitch, String vpc, String group) {
        transcript.andSettle("UnassociateEipAddress", "AllocationId", eip);
        transcript.andSettle("ReleaseEipAddress", "AllocationId", eip);
        transcript.andSettle("UnassociateHaVip", "HaVipId", haVip, "InstanceId", instance, "Force", "True");
        transcript.andSettle("DeleteHaVip", "HaVipId", haVip);
        transcript.call("DeleteInstance", "InstanceId", instance, "Force", "true");
        transcript.call("DeleteSecurityGroup", "SecurityGroupId", group);
        transcript.call("DeleteVSwitch", "VSwitchId", vSwitch);
        transcript.call("DeleteVpc", "VpcId", vpc);
    }
}
