package dev.baton.it.cloud;

import static dev.baton.it.cloud.SdkCloud.REGION;
import static dev.baton.it.cloud.SdkCloud.ZONE;
import static dev.baton.it.cloud.SdkCloud.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.ecs20140526.models.DeleteInstanceRequest;
import com.aliyun.ecs20140526.models.DescribeInstanceStatusRequest;
import com.aliyun.ecs20140526.models.DescribeInstancesRequest;
import com.aliyun.ecs20140526.models.RebootInstanceRequest;
import com.aliyun.ecs20140526.models.RunInstancesRequest;
import com.aliyun.ecs20140526.models.StartInstanceRequest;
import com.aliyun.ecs20140526.models.StopInstanceRequest;
import com.aliyun.tea.TeaException;
import com.aliyun.vpc20160428.Client;
import com.aliyun.vpc20160428.models.AllocateEipAddressRequest;
import com.aliyun.vpc20160428.models.AllocateEipAddressResponseBody;
import com.aliyun.vpc20160428.models.AssociateEipAddressRequest;
import com.aliyun.vpc20160428.models.AssociateHaVipRequest;
import com.aliyun.vpc20160428.models.CreateHaVipRequest;
import com.aliyun.vpc20160428.models.CreateVSwitchRequest;
import com.aliyun.vpc20160428.models.CreateVpcRequest;
import com.aliyun.vpc20160428.models.DeleteHaVipRequest;
import com.aliyun.vpc20160428.models.DeleteVSwitchRequest;
import com.aliyun.vpc20160428.models.DeleteVpcRequest;
import com.aliyun.vpc20160428.models.DescribeEipAddressesRequest;
import com.aliyun.vpc20160428.models.DescribeHaVipsRequest;
import com.aliyun.vpc20160428.models.DescribeHaVipsResponseBody.DescribeHaVipsResponseBodyHaVipsHaVip;
import com.aliyun.vpc20160428.models.DescribeVSwitchesRequest;
import com.aliyun.vpc20160428.models.DescribeVpcsRequest;
import com.aliyun.vpc20160428.models.ModifyEipAddressAttributeRequest;
import com.aliyun.vpc20160428.models.ModifyHaVipAttributeRequest;
import com.aliyun.vpc20160428.models.ReleaseEipAddressRequest;
import com.aliyun.vpc20160428.models.UnassociateEipAddressRequest;
import com.aliyun.vpc20160428.models.UnassociateHaVipRequest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The tutorial by the official SDKs alone, from an empty account and back to one: every action of HaVips and EIPs, and
/// what instances need.
class SdkTutorialTest {
    @TempDir
    Path folder;

    private SdkCloud cloud;
    private Client vpc;
    private com.aliyun.ecs20140526.Client ecs;

    @BeforeEach
    void start() throws Exception {
        cloud = new SdkCloud(folder);
        vpc = cloud.vpc();
        ecs = cloud.ecs();
    }

    @AfterEach
    void stop() throws Exception {
        cloud.close();
    }

    @Test
    void theSolidLineMovesWhenTheMasterIsStopped() throws Exception {
        String network = network();
        String subnet = subnet(network);
        List<String> instances = instances(subnet);
        String haVip = haVip(subnet, instances);
        AllocateEipAddressResponseBody eip = eip(haVip);
        String master = described(haVip).getMasterInstanceId();
        String other = instances.stream()
                .filter(each -> !each.equals(master))
                .findFirst()
                .orElseThrow();

        ecs.stopInstance(new StopInstanceRequest().setInstanceId(master));
        until("the other has it", () -> other.equals(described(haVip).getMasterInstanceId()));
        until("the master is off", () -> "Stopped".equals(status(master)));
        assertThat(described(haVip).getAssociatedEipAddresses().getAssociatedEipAddresse())
                .containsExactly(eip.getEipAddress());

        ecs.startInstance(new StartInstanceRequest().setInstanceId(master));
        until("it is on again", () -> "Running".equals(status(master)));
        ecs.rebootInstance(new RebootInstanceRequest().setInstanceId(master));
        until("it is on after its reboot", () -> "Running".equals(status(master)));
        assertThat(described(haVip).getMasterInstanceId()).isEqualTo(other);
        theOlderSdkSeesTheSame(haVip, other);

        takeDown(haVip, eip.getAllocationId(), instances, subnet, network);
        assertThat(cloud.succeeded())
                .contains("CreateHaVip", "AssociateHaVip", "UnassociateHaVip", "DeleteHaVip", "DescribeHaVips")
                .contains("AllocateEipAddress", "AssociateEipAddress", "UnassociateEipAddress", "ReleaseEipAddress")
                .contains("StopInstance", "StartInstance", "RebootInstance", "DescribeInstanceStatus");
    }

    private String network() throws Exception {
        String id = vpc.createVpc(new CreateVpcRequest().setRegionId(REGION).setCidrBlock("192.168.0.0/16"))
                .getBody()
                .getVpcId();
        until(
                "the VPC is there",
                () -> vpc
                        .describeVpcs(
                                new DescribeVpcsRequest().setRegionId(REGION).setVpcId(id))
                        .getBody()
                        .getVpcs()
                        .getVpc()
                        .stream()
                        .anyMatch(each -> each.getStatus().equals("Available")));
        return id;
    }

    private String subnet(String network) throws Exception {
        String id = vpc.createVSwitch(new CreateVSwitchRequest()
                        .setRegionId(REGION)
                        .setVpcId(network)
                        .setZoneId(ZONE)
                        .setCidrBlock("192.168.1.0/24"))
                .getBody()
                .getVSwitchId();
        until(
                "the vSwitch is there",
                () -> vpc
                        .describeVSwitches(new DescribeVSwitchesRequest()
                                .setRegionId(REGION)
                                .setVSwitchId(id))
                        .getBody()
                        .getVSwitches()
                        .getVSwitch()
                        .stream()
                        .anyMatch(each -> each.getStatus().equals("Available")));
        return id;
    }

    private List<String> instances(String subnet) throws Exception {
        List<String> ids = ecs.runInstances(new RunInstancesRequest()
                        .setRegionId(REGION)
                        .setVSwitchId(subnet)
                        .setAmount(2)
                        .setInstanceType("ecs.g6.large")
                        .setImageId("debian_12"))
                .getBody()
                .getInstanceIdSets()
                .getInstanceIdSet();
        assertThat(ids).hasSize(2);
        for (String id : ids) {
            until("it runs", () -> "Running".equals(status(id)));
        }
        assertThat(ecs.describeInstances(new DescribeInstancesRequest().setRegionId(REGION))
                        .getBody()
                        .getInstances()
                        .getInstance())
                .extracting(each -> each.getInstanceId())
                .containsExactlyInAnyOrderElementsOf(ids);
        return ids;
    }

    private String haVip(String subnet, List<String> instances) throws Exception {
        String id = vpc.createHaVip(new CreateHaVipRequest()
                        .setRegionId(REGION)
                        .setVSwitchId(subnet)
                        .setIpAddress("192.168.1.201")
                        .setName("web"))
                .getBody()
                .getHaVipId();
        until("the HaVip is there", () -> described(id).getStatus().equals("Available"));
        vpc.modifyHaVipAttribute(new ModifyHaVipAttributeRequest()
                .setRegionId(REGION)
                .setHaVipId(id)
                .setDescription("of the tutorial"));
        for (String instance : instances) {
            vpc.associateHaVip(new AssociateHaVipRequest()
                    .setRegionId(REGION)
                    .setHaVipId(id)
                    .setInstanceId(instance));
            until(
                    "it is bound",
                    () -> described(id).getStatus().equals("InUse")
                            && described(id)
                                    .getAssociatedInstances()
                                    .getAssociatedInstance()
                                    .contains(instance));
        }
        until("somebody has it", () -> !described(id).getMasterInstanceId().isEmpty());
        assertThat(described(id).getDescription()).isEqualTo("of the tutorial");
        return id;
    }

    private AllocateEipAddressResponseBody eip(String haVip) throws Exception {
        AllocateEipAddressResponseBody eip = vpc.allocateEipAddress(
                        new AllocateEipAddressRequest().setRegionId(REGION).setBandwidth("5"))
                .getBody();
        vpc.modifyEipAddressAttribute(new ModifyEipAddressAttributeRequest()
                .setRegionId(REGION)
                .setAllocationId(eip.getAllocationId())
                .setName("front"));
        vpc.associateEipAddress(new AssociateEipAddressRequest()
                .setRegionId(REGION)
                .setAllocationId(eip.getAllocationId())
                .setInstanceId(haVip)
                .setInstanceType("HaVip"));
        until("the EIP leads there", () -> eipStatus(eip.getAllocationId()).equals(List.of("InUse")));
        return eip;
    }

    private void theOlderSdkSeesTheSame(String haVip, String master) throws Exception {
        var request = new com.aliyuncs.vpc.model.v20160428.DescribeHaVipsRequest();
        assertThat(cloud.older(request).getHaVips()).singleElement().satisfies(each -> {
            assertThat(each.getHaVipId()).isEqualTo(haVip);
            assertThat(each.getMasterInstanceId()).isEqualTo(master);
            assertThat(each.getAssociatedInstances()).hasSize(2);
        });
    }

    private void takeDown(String haVip, String eip, List<String> instances, String subnet, String network)
            throws Exception {
        vpc.unassociateEipAddress(new UnassociateEipAddressRequest()
                .setRegionId(REGION)
                .setAllocationId(eip)
                .setInstanceId(haVip)
                .setInstanceType("HaVip"));
        until("the EIP is free", () -> eipStatus(eip).equals(List.of("Available")));
        vpc.releaseEipAddress(new ReleaseEipAddressRequest().setRegionId(REGION).setAllocationId(eip));
        until("the EIP is gone", () -> eipStatus(eip).isEmpty());

        String master = described(haVip).getMasterInstanceId();
        assertThatThrownBy(() -> vpc.unassociateHaVip(unbinding(haVip, master)))
                .isInstanceOfSatisfying(
                        TeaException.class,
                        refused -> assertThat(refused.getCode()).isEqualTo("Forbidden.UnassociateMaster"));
        for (String instance : instances) {
            vpc.unassociateHaVip(unbinding(haVip, instance).setForce("True"));
            until("it is unbound", () -> !described(haVip).getStatus().equals("Unassociating"));
            ecs.deleteInstance(
                    new DeleteInstanceRequest().setInstanceId(instance).setForce(true));
        }
        vpc.deleteHaVip(new DeleteHaVipRequest().setRegionId(REGION).setHaVipId(haVip));
        until("the HaVip is gone", () -> haVips(haVip).isEmpty());
        until(
                "the instances are gone",
                () -> ecs.describeInstances(new DescribeInstancesRequest().setRegionId(REGION))
                                .getBody()
                                .getTotalCount()
                        == 0);
        vpc.deleteVSwitch(new DeleteVSwitchRequest().setRegionId(REGION).setVSwitchId(subnet));
        vpc.deleteVpc(new DeleteVpcRequest().setRegionId(REGION).setVpcId(network));
    }

    private static UnassociateHaVipRequest unbinding(String haVip, String instance) {
        return new UnassociateHaVipRequest()
                .setRegionId(REGION)
                .setHaVipId(haVip)
                .setInstanceId(instance);
    }

    private DescribeHaVipsResponseBodyHaVipsHaVip described(String id) throws Exception {
        return haVips(id).getFirst();
    }

    private List<DescribeHaVipsResponseBodyHaVipsHaVip> haVips(String id) throws Exception {
        return vpc
                .describeHaVips(new DescribeHaVipsRequest().setRegionId(REGION))
                .getBody()
                .getHaVips()
                .getHaVip()
                .stream()
                .filter(each -> each.getHaVipId().equals(id))
                .toList();
    }

    private List<String> eipStatus(String id) throws Exception {
        return vpc
                .describeEipAddresses(
                        new DescribeEipAddressesRequest().setRegionId(REGION).setAllocationId(id))
                .getBody()
                .getEipAddresses()
                .getEipAddress()
                .stream()
                .map(each -> each.getStatus())
                .toList();
    }

    private String status(String instance) throws Exception {
        return ecs.describeInstanceStatus(
                        new DescribeInstanceStatusRequest().setRegionId(REGION).setInstanceId(List.of(instance)))
                .getBody()
                .getInstanceStatuses()
                .getInstanceStatus()
                .getFirst()
                .getStatus();
    }
}
