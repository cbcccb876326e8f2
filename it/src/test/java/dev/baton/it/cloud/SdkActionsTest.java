package dev.baton.it.cloud;

import static dev.baton.it.cloud.SdkCloud.REGION;
import static dev.baton.it.cloud.SdkCloud.ZONE;
import static dev.baton.it.cloud.SdkCloud.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.ecs20140526.models.AuthorizeSecurityGroupRequest;
import com.aliyun.ecs20140526.models.CreateInstanceRequest;
import com.aliyun.ecs20140526.models.CreateSecurityGroupRequest;
import com.aliyun.ecs20140526.models.DeleteInstancesRequest;
import com.aliyun.ecs20140526.models.DeleteSecurityGroupRequest;
import com.aliyun.ecs20140526.models.DescribeInstanceStatusRequest;
import com.aliyun.ecs20140526.models.DescribeNetworkInterfacesRequest;
import com.aliyun.ecs20140526.models.DescribeSecurityGroupsRequest;
import com.aliyun.ecs20140526.models.ModifyInstanceAttributeRequest;
import com.aliyun.ecs20140526.models.RevokeSecurityGroupRequest;
import com.aliyun.tea.TeaException;
import com.aliyun.vpc20160428.Client;
import com.aliyun.vpc20160428.models.AllocateEipAddressRequest;
import com.aliyun.vpc20160428.models.AllocateEipAddressResponseBody;
import com.aliyun.vpc20160428.models.AssociateEipAddressRequest;
import com.aliyun.vpc20160428.models.CreateHaVipRequest;
import com.aliyun.vpc20160428.models.CreateNatGatewayRequest;
import com.aliyun.vpc20160428.models.CreateNatGatewayResponseBody;
import com.aliyun.vpc20160428.models.CreateRouteEntryRequest;
import com.aliyun.vpc20160428.models.CreateSnatEntryRequest;
import com.aliyun.vpc20160428.models.CreateVSwitchRequest;
import com.aliyun.vpc20160428.models.CreateVpcRequest;
import com.aliyun.vpc20160428.models.CreateVpcResponseBody;
import com.aliyun.vpc20160428.models.DeleteHaVipRequest;
import com.aliyun.vpc20160428.models.DeleteNatGatewayRequest;
import com.aliyun.vpc20160428.models.DeleteRouteEntryRequest;
import com.aliyun.vpc20160428.models.DeleteSnatEntryRequest;
import com.aliyun.vpc20160428.models.DescribeHaVipsRequest;
import com.aliyun.vpc20160428.models.DescribeNatGatewaysRequest;
import com.aliyun.vpc20160428.models.DescribeRegionsRequest;
import com.aliyun.vpc20160428.models.DescribeRouteEntryListRequest;
import com.aliyun.vpc20160428.models.DescribeRouteTableListRequest;
import com.aliyun.vpc20160428.models.DescribeRouteTablesRequest;
import com.aliyun.vpc20160428.models.DescribeSnatTableEntriesRequest;
import com.aliyun.vpc20160428.models.DescribeVSwitchAttributesRequest;
import com.aliyun.vpc20160428.models.DescribeVpcAttributeRequest;
import com.aliyun.vpc20160428.models.DescribeZonesRequest;
import com.aliyun.vpc20160428.models.ListTagResourcesRequest;
import com.aliyun.vpc20160428.models.ModifyNatGatewayAttributeRequest;
import com.aliyun.vpc20160428.models.ModifyVSwitchAttributeRequest;
import com.aliyun.vpc20160428.models.ModifyVpcAttributeRequest;
import com.aliyun.vpc20160428.models.MoveResourceGroupRequest;
import com.aliyun.vpc20160428.models.TagResourcesRequest;
import com.aliyun.vpc20160428.models.UnTagResourcesRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The actions that the tutorial does not need, each by an official SDK.
class SdkActionsTest {
    @TempDir
    Path folder;

    private SdkCloud cloud;
    private Client vpc;
    private com.aliyun.ecs20140526.Client ecs;
    private String network = "";
    private String subnet = "";
    private String table = "";

    @BeforeEach
    void start() throws Exception {
        cloud = new SdkCloud(folder);
        vpc = cloud.vpc();
        ecs = cloud.ecs();
        CreateVpcResponseBody made = vpc.createVpc(
                        new CreateVpcRequest().setRegionId(REGION).setCidrBlock("192.168.0.0/16"))
                .getBody();
        network = made.getVpcId();
        table = made.getRouteTableId();
        CreateVSwitchRequest wanted = new CreateVSwitchRequest()
                .setRegionId(REGION)
                .setVpcId(network)
                .setZoneId(ZONE)
                .setCidrBlock("192.168.1.0/24");
        List<String> ids = new ArrayList<>();
        until(
                "the VPC is there",
                () -> settled(() -> ids.add(vpc.createVSwitch(wanted).getBody().getVSwitchId())));
        subnet = ids.getFirst();
        until(
                "the vSwitch is there",
                () -> vpc.describeVSwitchAttributes(new DescribeVSwitchAttributesRequest()
                                .setRegionId(REGION)
                                .setVSwitchId(subnet))
                        .getBody()
                        .getStatus()
                        .equals("Available"));
    }

    @AfterEach
    void stop() throws Exception {
        cloud.close();
    }

    @Test
    void networksAndWhatTheyAreMadeOf() throws Exception {
        assertThat(vpc.describeRegions(new DescribeRegionsRequest())
                        .getBody()
                        .getRegions()
                        .getRegion())
                .extracting(each -> each.getRegionId())
                .containsExactly(REGION);
        assertThat(vpc.describeZones(new DescribeZonesRequest().setRegionId(REGION))
                        .getBody()
                        .getZones()
                        .getZone())
                .extracting(each -> each.getZoneId())
                .contains(ZONE);
        vpc.modifyVpcAttribute(new ModifyVpcAttributeRequest()
                .setRegionId(REGION)
                .setVpcId(network)
                .setVpcName("renamed"));
        assertThat(vpc.describeVpcAttribute(new DescribeVpcAttributeRequest()
                                .setRegionId(REGION)
                                .setVpcId(network))
                        .getBody()
                        .getVpcName())
                .isEqualTo("renamed");
        vpc.modifyVSwitchAttribute(new ModifyVSwitchAttributeRequest()
                .setRegionId(REGION)
                .setVSwitchId(subnet)
                .setVSwitchName("front"));
        assertThat(vpc.describeVSwitchAttributes(new DescribeVSwitchAttributesRequest()
                                .setRegionId(REGION)
                                .setVSwitchId(subnet))
                        .getBody()
                        .getVSwitchName())
                .isEqualTo("front");
        assertThat(vpc.describeRouteTableList(new DescribeRouteTableListRequest().setRegionId(REGION))
                        .getBody()
                        .getRouterTableList()
                        .getRouterTableListType())
                .extracting(each -> each.getVpcId())
                .containsExactly(network);
        succeeded(
                "DescribeRegions",
                "DescribeZones",
                "ModifyVpcAttribute",
                "DescribeVpcAttribute",
                "ModifyVSwitchAttribute",
                "DescribeVSwitchAttributes",
                "DescribeRouteTableList");
    }

    @Test
    void instancesTheirGroupsAndTheirInterfaces() throws Exception {
        String group = ecs.createSecurityGroup(
                        new CreateSecurityGroupRequest().setRegionId(REGION).setVpcId(network))
                .getBody()
                .getSecurityGroupId();
        ecs.authorizeSecurityGroup(new AuthorizeSecurityGroupRequest()
                .setRegionId(REGION)
                .setSecurityGroupId(group)
                .setIpProtocol("tcp")
                .setPortRange("80/80")
                .setSourceCidrIp("0.0.0.0/0"));
        ecs.revokeSecurityGroup(new RevokeSecurityGroupRequest()
                .setRegionId(REGION)
                .setSecurityGroupId(group)
                .setIpProtocol("tcp")
                .setPortRange("80/80")
                .setSourceCidrIp("0.0.0.0/0"));
        assertThat(ecs.describeSecurityGroups(new DescribeSecurityGroupsRequest().setRegionId(REGION))
                        .getBody()
                        .getSecurityGroups()
                        .getSecurityGroup())
                .extracting(each -> each.getSecurityGroupId())
                .containsExactly(group);
        String instance = ecs.createInstance(new CreateInstanceRequest()
                        .setRegionId(REGION)
                        .setVSwitchId(subnet)
                        .setInstanceType("ecs.g6.large")
                        .setSecurityGroupId(group))
                .getBody()
                .getInstanceId();
        ecs.modifyInstanceAttribute(
                new ModifyInstanceAttributeRequest().setInstanceId(instance).setInstanceName("spare"));
        assertThat(ecs.describeNetworkInterfaces(new DescribeNetworkInterfacesRequest()
                                .setRegionId(REGION)
                                .setInstanceId(instance))
                        .getBody()
                        .getNetworkInterfaceSets()
                        .getNetworkInterfaceSet())
                .singleElement()
                .satisfies(each -> assertThat(each.getVSwitchId()).isEqualTo(subnet));
        until("it is off, as CreateInstance leaves it", () -> status(instance).equals(List.of("Stopped")));
        ecs.deleteInstances(
                new DeleteInstancesRequest().setRegionId(REGION).setForce(true).setInstanceId(List.of(instance)));
        until("it is gone", () -> status(instance).isEmpty());
        ecs.deleteSecurityGroup(
                new DeleteSecurityGroupRequest().setRegionId(REGION).setSecurityGroupId(group));
        succeeded(
                "CreateSecurityGroup",
                "AuthorizeSecurityGroup",
                "RevokeSecurityGroup",
                "DescribeSecurityGroups",
                "CreateInstance",
                "ModifyInstanceAttribute",
                "DescribeNetworkInterfaces",
                "DeleteInstances",
                "DeleteSecurityGroup");
    }

    @Test
    void routesTagsAndGroupsOfAHaVip() throws Exception {
        String haVip = vpc.createHaVip(
                        new CreateHaVipRequest().setRegionId(REGION).setVSwitchId(subnet))
                .getBody()
                .getHaVipId();
        until(
                "the HaVip is there",
                () -> vpc
                        .describeHaVips(new DescribeHaVipsRequest().setRegionId(REGION))
                        .getBody()
                        .getHaVips()
                        .getHaVip()
                        .stream()
                        .anyMatch(each -> each.getStatus().equals("Available")));
        vpc.createRouteEntry(new CreateRouteEntryRequest()
                .setRegionId(REGION)
                .setRouteTableId(table)
                .setDestinationCidrBlock("10.9.0.0/16")
                .setNextHopType("HaVip")
                .setNextHopId(haVip));
        until("the route is there", () -> routes().contains("10.9.0.0/16"));
        assertThat(vpc.describeRouteTables(new DescribeRouteTablesRequest()
                                .setRegionId(REGION)
                                .setRouteTableId(table))
                        .getBody()
                        .getTotalCount())
                .isEqualTo(1);
        assertThatThrownBy(() -> vpc.deleteHaVip(
                        new DeleteHaVipRequest().setRegionId(REGION).setHaVipId(haVip)))
                .isInstanceOfSatisfying(
                        TeaException.class,
                        refused -> assertThat(refused.getCode())
                                .isEqualTo("DependencyViolation.HaVipReferedByRouteEntry"));
        until(
                "the route has settled",
                () -> settled(() -> vpc.deleteRouteEntry(new DeleteRouteEntryRequest()
                        .setRegionId(REGION)
                        .setRouteTableId(table)
                        .setDestinationCidrBlock("10.9.0.0/16")
                        .setNextHopId(haVip))));
        vpc.tagResources(new TagResourcesRequest()
                .setRegionId(REGION)
                .setResourceType("HAVIP")
                .setResourceId(List.of(haVip))
                .setTag(List.of(new TagResourcesRequest.TagResourcesRequestTag()
                        .setKey("role")
                        .setValue("front"))));
        assertThat(vpc.listTagResources(new ListTagResourcesRequest()
                                .setRegionId(REGION)
                                .setResourceType("HAVIP")
                                .setResourceId(List.of(haVip)))
                        .getBody()
                        .getTagResources()
                        .getTagResource())
                .singleElement()
                .satisfies(each -> assertThat(each.getTagValue()).isEqualTo("front"));
        vpc.unTagResources(new UnTagResourcesRequest()
                .setRegionId(REGION)
                .setResourceType("HAVIP")
                .setResourceId(List.of(haVip))
                .setTagKey(List.of("role")));
        vpc.moveResourceGroup(new MoveResourceGroupRequest()
                .setRegionId(REGION)
                .setResourceType("HAVIP")
                .setResourceId(haVip)
                .setNewResourceGroupId("rg-web"));
        succeeded(
                "CreateRouteEntry",
                "DescribeRouteEntryList",
                "DescribeRouteTables",
                "DeleteRouteEntry",
                "TagResources",
                "ListTagResources",
                "UnTagResources",
                "MoveResourceGroup");
    }

    @Test
    void aNatGatewayAndItsSourceTranslation() throws Exception {
        CreateNatGatewayResponseBody made = vpc.createNatGateway(new CreateNatGatewayRequest()
                        .setRegionId(REGION)
                        .setVpcId(network)
                        .setVSwitchId(subnet)
                        .setNatType("Enhanced"))
                .getBody();
        String gateway = made.getNatGatewayId();
        String snatTable = made.getSnatTableIds().getSnatTableId().getFirst();
        until("the gateway is there", () -> gateways().contains("Available"));
        vpc.modifyNatGatewayAttribute(new ModifyNatGatewayAttributeRequest()
                .setRegionId(REGION)
                .setNatGatewayId(gateway)
                .setName("way-out"));
        AllocateEipAddressResponseBody eip = vpc.allocateEipAddress(new AllocateEipAddressRequest().setRegionId(REGION))
                .getBody();
        vpc.associateEipAddress(new AssociateEipAddressRequest()
                .setRegionId(REGION)
                .setAllocationId(eip.getAllocationId())
                .setInstanceId(gateway)
                .setInstanceType("Nat"));
        CreateSnatEntryRequest wanted = new CreateSnatEntryRequest()
                .setRegionId(REGION)
                .setSnatTableId(snatTable)
                .setSnatIp(eip.getEipAddress())
                .setSourceCIDR("192.168.1.0/24");
        until("the EIP has arrived", () -> settled(() -> vpc.createSnatEntry(wanted)));
        until("the entry is there", () -> entries(snatTable).contains("Available"));
        String entry = vpc.describeSnatTableEntries(new DescribeSnatTableEntriesRequest()
                        .setRegionId(REGION)
                        .setSnatTableId(snatTable))
                .getBody()
                .getSnatTableEntries()
                .getSnatTableEntry()
                .getFirst()
                .getSnatEntryId();
        vpc.deleteSnatEntry(new DeleteSnatEntryRequest()
                .setRegionId(REGION)
                .setSnatTableId(snatTable)
                .setSnatEntryId(entry));
        until("the entry is gone", () -> entries(snatTable).isEmpty());
        vpc.deleteNatGateway(new DeleteNatGatewayRequest()
                .setRegionId(REGION)
                .setNatGatewayId(gateway)
                .setForce(true));
        until("the gateway is gone", () -> gateways().isEmpty());
        succeeded(
                "CreateNatGateway",
                "ModifyNatGatewayAttribute",
                "DescribeNatGateways",
                "CreateSnatEntry",
                "DescribeSnatTableEntries",
                "DeleteSnatEntry",
                "DeleteNatGateway");
    }

    private void succeeded(String... actions) {
        assertThat(cloud.succeeded()).contains(actions);
    }

    /// True once the call is no longer refused because something is still on its way.
    private static boolean settled(Callable<?> call) throws Exception {
        try {
            call.call();
            return true;
        } catch (TeaException refused) {
            assertThat(refused.getCode()).containsAnyOf("Incorrect", "NOT_IN_GATEWAY", "SnatIp", "Eip", "Conflict");
            return false;
        }
    }

    private List<String> routes() throws Exception {
        return vpc
                .describeRouteEntryList(
                        new DescribeRouteEntryListRequest().setRegionId(REGION).setRouteTableId(table))
                .getBody()
                .getRouteEntrys()
                .getRouteEntry()
                .stream()
                .map(each -> each.getDestinationCidrBlock())
                .toList();
    }

    private List<String> gateways() throws Exception {
        return vpc
                .describeNatGateways(new DescribeNatGatewaysRequest().setRegionId(REGION))
                .getBody()
                .getNatGateways()
                .getNatGateway()
                .stream()
                .map(each -> each.getStatus())
                .toList();
    }

    private List<String> entries(String snatTable) throws Exception {
        return vpc
                .describeSnatTableEntries(new DescribeSnatTableEntriesRequest()
                        .setRegionId(REGION)
                        .setSnatTableId(snatTable))
                .getBody()
                .getSnatTableEntries()
                .getSnatTableEntry()
                .stream()
                .map(each -> each.getStatus())
                .toList();
    }

    private List<String> status(String instance) throws Exception {
        return ecs
                .describeInstanceStatus(
                        new DescribeInstanceStatusRequest().setRegionId(REGION).setInstanceId(List.of(instance)))
                .getBody()
                .getInstanceStatuses()
                .getInstanceStatus()
                .stream()
                .map(each -> each.getStatus())
                .toList();
    }
}
