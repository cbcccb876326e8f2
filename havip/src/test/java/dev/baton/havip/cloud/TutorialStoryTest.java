package dev.baton.havip.cloud;

import static dev.baton.havip.cloud.CloudLab.text;
import static dev.baton.havip.cloud.CloudLab.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.havip.HaVipId;
import dev.baton.havip.InstanceId;
import dev.baton.havip.cloud.TimelineEntry.Topic;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The tutorial as its reader plays it, through the API alone.
final class TutorialStoryTest {
    private final CloudLab lab = new CloudLab();

    @Test
    void solidLineMovesWhenTheMasterIsStopped() {
        CloudLab.Tutorial scene = lab.inService();
        assertThat(text(lab.haVip(scene.haVip()), "Status")).isEqualTo("InUse");
        assertThat(text(lab.haVip(scene.haVip()), "MasterInstanceId")).isEqualTo(scene.ha1());
        assertThat(texts(lab.haVip(scene.haVip()), "AssociatedInstances", "associatedInstance"))
                .containsExactly(scene.ha1(), scene.ha2());
        assertThat(texts(lab.haVip(scene.haVip()), "AssociatedEipAddresses", "associatedEipAddresse"))
                .containsExactly("139.196.75.13");
        lab.done("StopInstance", "InstanceId", scene.ha1());
        assertThat(text(lab.haVip(scene.haVip()), "MasterInstanceId")).isEmpty();
        lab.announces(scene.ha2(), "172.16.0.222");
        assertThat(text(lab.haVip(scene.haVip()), "MasterInstanceId")).isEqualTo(scene.ha2());
        lab.settle();
        assertThat(lab.instanceStatus(scene.ha1())).isEqualTo("Stopped");
        assertThat(lab.timeline.stream()
                        .filter(entry -> entry.topic() == Topic.MASTER_MOVED)
                        .map(TimelineEntry::details))
                .containsExactly(
                        List.of("", scene.ha1(), "ANNOUNCED"),
                        List.of(scene.ha1(), "", "INSTANCE_DOWN"),
                        List.of("", scene.ha2(), "ANNOUNCED"));
    }

    @Test
    void everyStepIsAsynchronousAsInTheCloud() {
        CloudLab.Tutorial scene = lab.tutorial();
        String second = lab.text("HaVipId", "CreateHaVip", "VSwitchId", scene.vSwitch());
        assertThat(text(lab.haVip(second), "Status")).isEqualTo("Creating");
        lab.settle();
        assertThat(text(lab.haVip(second), "Status")).isEqualTo("Available");
        lab.done("AssociateHaVip", "HaVipId", second, "InstanceId", scene.ha1());
        assertThat(text(lab.haVip(second), "Status")).isEqualTo("Associating");
        lab.settle();
        assertThat(text(lab.haVip(second), "Status")).isEqualTo("InUse");
        lab.done("UnassociateHaVip", "HaVipId", second, "InstanceId", scene.ha1());
        assertThat(text(lab.haVip(second), "Status")).isEqualTo("Unassociating");
        lab.settle();
        assertThat(text(lab.haVip(second), "Status")).isEqualTo("Available");
        assertThat(text(lab.haVip(second), "AssociatedInstanceType")).isEmpty();
        lab.done("DeleteHaVip", "HaVipId", second);
        assertThat(text(lab.haVip(second), "Status")).isEqualTo("Deleting");
        lab.settle();
        assertThat(lab.refused("DeleteHaVip", "HaVipId", second).code()).isEqualTo("InvalidHaVipId.NotFound");
    }

    @Test
    void oneOfTwoLeavesAndTheOtherStaysInUse() {
        CloudLab.Tutorial scene = lab.inService();
        assertThat(lab.refused("UnassociateHaVip", "HaVipId", scene.haVip(), "InstanceId", scene.ha1())
                        .code())
                .isEqualTo("Forbidden.UnassociateMaster");
        lab.done("UnassociateHaVip", "HaVipId", scene.haVip(), "InstanceId", scene.ha1(), "Force", "True");
        lab.settle();
        assertThat(text(lab.haVip(scene.haVip()), "Status")).isEqualTo("InUse");
        assertThat(text(lab.haVip(scene.haVip()), "MasterInstanceId")).isEmpty();
        assertThat(texts(lab.haVip(scene.haVip()), "AssociatedInstances", "associatedInstance"))
                .containsExactly(scene.ha2());
    }

    @Test
    void networkInterfaceCanBeBoundInsteadOfItsInstance() {
        CloudLab.Tutorial scene = lab.tutorial();
        String eni = text(
                CloudLab.list(
                                lab.done("DescribeNetworkInterfaces", "InstanceId", scene.ha1()),
                                "NetworkInterfaceSets",
                                "NetworkInterfaceSet")
                        .getFirst(),
                "NetworkInterfaceId");
        lab.done("AssociateHaVip", "HaVipId", scene.haVip(), "InstanceId", eni, "InstanceType", "NetworkInterface");
        lab.settle();
        lab.announces(scene.ha1(), "172.16.0.222");
        assertThat(text(lab.haVip(scene.haVip()), "MasterInstanceId")).isEqualTo(eni);
        assertThat(text(lab.haVip(scene.haVip()), "AssociatedInstanceType")).isEqualTo("NetworkInterface");
    }

    @Test
    void eipGoesThroughItsStates() {
        CloudLab.Tutorial scene = lab.tutorial();
        assertThat(text(lab.eip(scene.eip()), "Status")).isEqualTo("Available");
        lab.done(
                "AssociateEipAddress",
                "AllocationId",
                scene.eip(),
                "InstanceId",
                scene.haVip(),
                "InstanceType",
                "HaVip");
        assertThat(text(lab.eip(scene.eip()), "Status")).isEqualTo("Associating");
        lab.settle();
        assertThat(text(lab.eip(scene.eip()), "Status")).isEqualTo("InUse");
        assertThat(text(lab.eip(scene.eip()), "InstanceId")).isEqualTo(scene.haVip());
        assertThat(text(lab.eip(scene.eip()), "PrivateIpAddress")).isEqualTo("172.16.0.222");
        lab.done("UnassociateEipAddress", "AllocationId", scene.eip());
        assertThat(text(lab.eip(scene.eip()), "Status")).isEqualTo("Unassociating");
        lab.settle();
        lab.done("ReleaseEipAddress", "AllocationId", scene.eip());
        assertThat(text(lab.eip(scene.eip()), "Status")).isEqualTo("Releasing");
        lab.settle();
        assertThat(lab.refused("ReleaseEipAddress", "AllocationId", scene.eip()).code())
                .isEqualTo("InvalidAllocationId.NotFound");
    }

    @Test
    void instanceGoesThroughItsStatesAtTheMachinesPace() {
        CloudLab.Tutorial scene = lab.tutorial();
        lab.machinesObey = false;
        lab.done("StopInstance", "InstanceId", scene.ha1());
        lab.settle();
        assertThat(lab.instanceStatus(scene.ha1())).isEqualTo("Stopping");
        lab.carryOut(lab.machineOrders.getLast());
        lab.handle(new CloudEvent.Elapsed());
        assertThat(lab.instanceStatus(scene.ha1())).isEqualTo("Stopped");
        lab.done("StartInstance", "InstanceId", scene.ha1());
        lab.settle();
        assertThat(lab.instanceStatus(scene.ha1())).isEqualTo("Starting");
        lab.carryOut(lab.machineOrders.getLast());
        lab.handle(new CloudEvent.Elapsed());
        assertThat(lab.instanceStatus(scene.ha1())).isEqualTo("Running");
        lab.done("RebootInstance", "InstanceId", scene.ha1(), "ForceStop", "true");
        assertThat(lab.machineOrders.getLast()).isEqualTo(new MachineOrder.Reboot(new InstanceId(scene.ha1()), true));
        assertThat(lab.instanceStatus(scene.ha1())).isEqualTo("Starting");
    }

    @Test
    void machineThatDiesIsStopped() {
        CloudLab.Tutorial scene = lab.inService();
        lab.dies(scene.ha1());
        assertThat(lab.instanceStatus(scene.ha1())).isEqualTo("Stopped");
        assertThat(text(lab.haVip(scene.haVip()), "MasterInstanceId")).isEmpty();
    }

    @Test
    void releasedInstanceTakesItsDashedLinesAndItsEipWithIt() {
        CloudLab.Tutorial scene = lab.inService();
        String eip = lab.text("AllocationId", "AllocateEipAddress");
        lab.done("AssociateEipAddress", "AllocationId", eip, "InstanceId", scene.ha1());
        lab.settle();
        lab.done("DeleteInstance", "InstanceId", scene.ha1(), "Force", "true");
        lab.settle();
        assertThat(texts(lab.haVip(scene.haVip()), "AssociatedInstances", "associatedInstance"))
                .containsExactly(scene.ha2());
        assertThat(text(lab.eip(eip), "Status")).isEqualTo("Available");
        assertThat(lab.fabric.instance(new InstanceId(scene.ha1()))).isEmpty();
    }

    @Test
    void restartForgetsNothingNotEvenTheMaster() {
        CloudLab.Tutorial scene = lab.inService();
        lab.done("UnassociateHaVip", "HaVipId", scene.haVip(), "InstanceId", scene.ha2());
        lab.restart();
        assertThat(text(lab.haVip(scene.haVip()), "Status")).isEqualTo("Unassociating");
        assertThat(text(lab.haVip(scene.haVip()), "MasterInstanceId")).isEqualTo(scene.ha1());
        assertThat(lab.fabric.haVips()).singleElement().satisfies(haVip -> {
            assertThat(haVip.master()).contains(new InstanceId(scene.ha1()));
            assertThat(haVip.bound()).containsExactly(new InstanceId(scene.ha1()));
            assertThat(haVip.eip()).isPresent();
        });
        lab.settle();
        assertThat(text(lab.haVip(scene.haVip()), "Status")).isEqualTo("InUse");
    }

    @Test
    void emptiedCloudIsEmpty() {
        CloudLab.Tutorial scene = lab.inService();
        lab.done("UnassociateEipAddress", "AllocationId", scene.eip());
        lab.done("DeleteInstance", "InstanceId", scene.ha1(), "Force", "true");
        lab.done("DeleteInstance", "InstanceId", scene.ha2(), "Force", "true");
        lab.settle();
        lab.done("ReleaseEipAddress", "AllocationId", scene.eip());
        lab.done("DeleteHaVip", "HaVipId", scene.haVip());
        lab.settle();
        lab.done("DeleteVSwitch", "VSwitchId", scene.vSwitch());
        lab.done("DeleteVpc", "VpcId", scene.vpc());
        assertThat(lab.cloud.resources()).isEmpty();
        assertThat(lab.store).isEmpty();
        assertThat(lab.cloud.deadline()).isEmpty();
    }

    @Test
    void machineThatCannotStartIsStoppedAndTheTimelineSaysWhy() {
        CloudLab.Tutorial scene = lab.tutorial();
        lab.done("StopInstance", "InstanceId", scene.ha1());
        lab.settle();
        lab.machinesObey = false;
        lab.done("StartInstance", "InstanceId", scene.ha1());
        lab.handle(new CloudEvent.InstanceFailed(new InstanceId(scene.ha1()), "no such user"));
        assertThat(lab.instanceStatus(scene.ha1())).isEqualTo("Stopped");
        assertThat(lab.timeline.getLast().topic()).isEqualTo(Topic.FAILED);
        assertThat(lab.timeline.getLast().details()).containsExactly("no such user");
    }

    @Test
    void machineThatRunsThoughItShallNotIsSwitchedOff() {
        CloudLab.Tutorial scene = lab.tutorial();
        lab.done("StopInstance", "InstanceId", scene.ha1());
        lab.settle();
        lab.handle(new CloudEvent.InstanceRuns(new InstanceId(scene.ha1())));
        assertThat(lab.machineOrders.getLast()).isEqualTo(new MachineOrder.Stop(new InstanceId(scene.ha1()), true));
        assertThat(lab.instanceStatus(scene.ha1())).isEqualTo("Stopped");
    }

    @Test
    void masterThatLosesItsLinkLosesTheSolidLineAndRunsOn() {
        CloudLab.Tutorial scene = lab.inService();
        lab.link(scene.ha1(), false);
        assertThat(text(lab.haVip(scene.haVip()), "MasterInstanceId")).isEmpty();
        assertThat(lab.instanceStatus(scene.ha1())).isEqualTo("Running");
        lab.announces(scene.ha2(), "172.16.0.222");
        lab.link(scene.ha1(), true);
        assertThat(text(lab.haVip(scene.haVip()), "MasterInstanceId")).isEqualTo(scene.ha2());
        assertThat(lab.timeline.stream().map(TimelineEntry::topic)).contains(Topic.LINK_DOWN, Topic.LINK_UP);
    }

    @Test
    void machineThatIsGoneAfterARestartIsStopped() {
        CloudLab.Tutorial scene = lab.inService();
        lab.running.remove(new InstanceId(scene.ha1()));
        lab.restart();
        assertThat(lab.instanceStatus(scene.ha1())).isEqualTo("Stopped");
        assertThat(lab.instanceStatus(scene.ha2())).isEqualTo("Running");
        assertThat(text(lab.haVip(scene.haVip()), "MasterInstanceId")).isEmpty();
    }

    @Test
    void factsAboutWhatIsGoneMeanNothing() {
        CloudLab.Tutorial scene = lab.inService();
        String before = lab.statuses().toString();
        InstanceId nobody = new InstanceId("i-none");
        lab.handle(new CloudEvent.InstanceRuns(nobody));
        lab.handle(new CloudEvent.InstanceStopped(nobody));
        lab.handle(new CloudEvent.InstanceFailed(nobody, "why"));
        lab.handle(new CloudEvent.LinkChanged(nobody, false));
        lab.handle(new CloudEvent.MasterChanged(new HaVipId(scene.haVip()), Optional.of(nobody)));
        assertThat(lab.statuses()).hasToString(before);
        assertThat(text(lab.haVip(scene.haVip()), "MasterInstanceId")).isEqualTo(scene.ha1());
    }
}
