package dev.baton.havip.cloud;

import static dev.baton.havip.cloud.CloudLab.ACCOUNT;
import static dev.baton.havip.cloud.CloudLab.list;
import static dev.baton.havip.cloud.CloudLab.text;
import static dev.baton.havip.cloud.CloudLab.whole;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.havip.api.ApiAnswer;
import dev.baton.havip.api.ApiNode;
import dev.baton.havip.resource.IssuedToken;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What holds for all calls alike: tokens, rates, pages, filters, tags, accounts, dry runs.
final class CallRulesTest {
    private static final List<String> HAVIP_FIELDS = List.of(
            "HaVipId",
            "IpAddress",
            "Name",
            "Description",
            "Status",
            "RegionId",
            "VpcId",
            "VSwitchId",
            "MasterInstanceId",
            "AssociatedInstanceType",
            "AssociatedInstances",
            "AssociatedEipAddresses",
            "CreateTime",
            "ResourceGroupId",
            "ChargeType",
            "Tags");

    private final CloudLab lab = new CloudLab();

    @Test
    void sameTokenSameAnswerAndNothingIsDoneTwice() {
        Map<String, ApiNode> first = lab.done("CreateVpc", "ClientToken", "once", "VpcName", "a");
        lab.settle();
        assertThat(lab.done("CreateVpc", "ClientToken", "once", "VpcName", "a")).isEqualTo(first);
        lab.restart();
        assertThat(lab.done("CreateVpc", "ClientToken", "once", "VpcName", "a")).isEqualTo(first);
        assertThat(whole(lab.done("DescribeVpcs"), "TotalCount")).isEqualTo(1);
    }

    @Test
    void tokenBelongsToOneAccountAndOneAction() {
        lab.done("CreateVpc", "ClientToken", "once");
        assertThat(lab.callAs("2000", "CreateVpc", "ClientToken", "once")).isInstanceOf(ApiAnswer.Done.class);
        assertThat(lab.call("AllocateEipAddress", "ClientToken", "once")).isInstanceOf(ApiAnswer.Done.class);
    }

    @Test
    void refusedCallMayBeRepeatedWithItsToken() {
        String vpc = text(lab.done("CreateVpc"), "VpcId");
        String[] vSwitch = {"VpcId", vpc, "ZoneId", "cn-lab-1a", "CidrBlock", "172.16.0.0/16", "ClientToken", "again"};
        assertThat(lab.refused("CreateVSwitch", vSwitch).code()).isEqualTo("IncorrectVpcStatus");
        lab.settle();
        assertThat(lab.call("CreateVSwitch", vSwitch)).isInstanceOf(ApiAnswer.Done.class);
    }

    @Test
    void tokenIsForgottenAfterADay() {
        lab.done("CreateVpc", "ClientToken", "once");
        assertThat(lab.cloud.all(IssuedToken.class)).hasSize(1);
        lab.pass(Duration.ofHours(25));
        assertThat(lab.cloud.all(IssuedToken.class)).isEmpty();
        assertThat(lab.store.values()).noneMatch(IssuedToken.class::isInstance);
    }

    @Test
    void throttledAccountMayCallAgainLaterAndOthersAllTheTime() {
        CloudLab slow = new CloudLab(CloudLab.SETTINGS.withRate(new Rate(3, Duration.ofSeconds(3))));
        for (int at = 0; at < 3; at++) {
            slow.done("DescribeVpcs");
        }
        assertThat(slow.refused("DescribeVpcs").code()).isEqualTo("Throttling.User");
        assertThat(slow.callAs("2000", "DescribeVpcs")).isInstanceOf(ApiAnswer.Done.class);
        assertThat(slow.call("DescribeHaVips")).isInstanceOf(ApiAnswer.Done.class);
        slow.pass(Duration.ofSeconds(1));
        slow.done("DescribeVpcs");
        assertThat(slow.refused("DescribeVpcs").code()).isEqualTo("Throttling.User");
    }

    @Test
    void documentedRatesAreTheDefault() {
        assertThat(CloudSettings.DEFAULT.rateOf("AllocateEipAddress")).isEqualTo(new Rate(120, Duration.ofSeconds(60)));
        assertThat(CloudSettings.DEFAULT.rateOf("AssociateEipAddress"))
                .isEqualTo(new Rate(120, Duration.ofSeconds(60)));
        assertThat(CloudSettings.DEFAULT.rateOf("DescribeEipAddresses"))
                .isEqualTo(new Rate(600, Duration.ofSeconds(60)));
        assertThat(CloudSettings.DEFAULT.rateOf("ReleaseEipAddress")).isEqualTo(new Rate(600, Duration.ofSeconds(60)));
    }

    @Test
    void pagesTogetherAreTheWholeList() {
        for (int at = 0; at < 7; at++) {
            lab.done("CreateVpc", "VpcName", "n" + at);
        }
        Set<String> seen = new HashSet<>();
        for (int page = 1; page <= 4; page++) {
            Map<String, ApiNode> answer = lab.done("DescribeVpcs", "PageNumber", "" + page, "PageSize", "2");
            assertThat(whole(answer, "TotalCount")).isEqualTo(7);
            assertThat(whole(answer, "PageNumber")).isEqualTo(page);
            assertThat(whole(answer, "PageSize")).isEqualTo(2);
            list(answer, "Vpcs", "Vpc")
                    .forEach(vpc -> assertThat(seen.add(text(vpc, "VpcId"))).isTrue());
        }
        assertThat(seen).hasSize(7);
        assertThat(list(lab.done("DescribeVpcs", "PageNumber", "2147483647"), "Vpcs", "Vpc"))
                .isEmpty();
    }

    @Test
    void tokensLeadThroughTheListOfInstances() {
        CloudLab.Tutorial scene = lab.tutorial();
        lab.done("RunInstances", "VSwitchId", scene.vSwitch(), "Amount", "5");
        Set<String> seen = new HashSet<>();
        String next = "";
        do {
            Map<String, ApiNode> page = lab.done("DescribeInstances", "MaxResults", "3", "NextToken", next);
            list(page, "Instances", "Instance")
                    .forEach(each ->
                            assertThat(seen.add(text(each, "InstanceId"))).isTrue());
            next = text(page, "NextToken");
        } while (!next.isEmpty());
        assertThat(seen).hasSize(7);
    }

    @Test
    void filtersAreAndedTheirValuesOred() {
        CloudLab.Tutorial scene = lab.inService();
        String spare = text(lab.done("CreateHaVip", "VSwitchId", scene.vSwitch()), "HaVipId");
        assertThat(found("Filter.1.Key", "Status", "Filter.1.Value.1", "InUse", "Filter.1.Value.2", "Creating"))
                .containsExactlyInAnyOrder(scene.haVip(), spare);
        assertThat(found(
                        "Filter.1.Key",
                        "VpcId",
                        "Filter.1.Value.1",
                        scene.vpc(),
                        "Filter.2.Key",
                        "Status",
                        "Filter.2.Value.1",
                        "Creating"))
                .containsExactly(spare);
        assertThat(found("Filter.1.Key", "HaVipAddress", "Filter.1.Value.1", "172.16.0.222"))
                .containsExactly(scene.haVip());
        assertThat(found("Filter.1.Key", "VSwitchId", "Filter.1.Value.1", "vsw-none"))
                .isEmpty();
    }

    private List<String> found(String... parameters) {
        return list(lab.done("DescribeHaVips", parameters), "HaVips", "HaVip").stream()
                .map(haVip -> text(haVip, "HaVipId"))
                .toList();
    }

    /// What no EIP here can have, none is found by.
    @Test
    void eipsAreFilteredByWhatThisCloudHasNotToo() {
        lab.done("AllocateEipAddress");
        lab.settle();
        for (String absent : List.of("LockReason", "PublicIpAddressPoolId", "SegmentInstanceId")) {
            assertThat(whole(lab.done("DescribeEipAddresses", absent, "x"), "TotalCount"))
                    .as(absent)
                    .isZero();
        }
        for (String off : List.of("SecurityProtectionEnabled", "ServiceManaged")) {
            assertThat(whole(lab.done("DescribeEipAddresses", off, "true"), "TotalCount"))
                    .as(off)
                    .isZero();
            assertThat(whole(lab.done("DescribeEipAddresses", off, "false"), "TotalCount"))
                    .as(off)
                    .isEqualTo(1);
        }
    }

    @Test
    void tagsFindWhatBearsThem() {
        CloudLab.Tutorial scene = lab.tutorial();
        String tagged = text(
                lab.done("CreateHaVip", "VSwitchId", scene.vSwitch(), "Tag.1.Key", "role", "Tag.1.Value", "front"),
                "HaVipId");
        assertThat(found("Tag.1.Key", "role")).containsExactly(tagged);
        assertThat(found("Tags.1.Key", "role", "Tags.1.Value", "front")).containsExactly(tagged);
        assertThat(found("Tag.1.Key", "role", "Tag.1.Value", "back")).isEmpty();
        lab.done(
                "TagResources",
                "ResourceType",
                "HAVIP",
                "ResourceId.1",
                tagged,
                "Tag.1.Key",
                "role",
                "Tag.1.Value",
                "back");
        assertThat(found("Tag.1.Key", "role", "Tag.1.Value", "back")).containsExactly(tagged);
        lab.done("UntagResources", "ResourceType", "HAVIP", "ResourceId.1", tagged, "All", "true");
        assertThat(found("Tag.1.Key", "role")).isEmpty();
    }

    @Test
    void movedToAnotherGroupItIsFoundThere() {
        CloudLab.Tutorial scene = lab.tutorial();
        lab.done(
                "MoveResourceGroup",
                "ResourceType",
                "havip",
                "ResourceId",
                scene.haVip(),
                "NewResourceGroupId",
                "rg-web");
        assertThat(found("ResourceGroupId", "rg-web")).containsExactly(scene.haVip());
    }

    @Test
    void accountsAreBlindToEachOther() {
        CloudLab.Tutorial scene = lab.inService();
        assertThat(whole(CloudLab.fields(lab.callAs("2000", "DescribeHaVips")), "TotalCount"))
                .isZero();
        assertThat(whole(CloudLab.fields(lab.callAs("2000", "DescribeInstances")), "TotalCount"))
                .isZero();
        for (String[] foreign : List.of(
                new String[] {"DeleteHaVip", "HaVipId", scene.haVip()},
                new String[] {"StopInstance", "InstanceId", scene.ha1()},
                new String[] {"UnassociateEipAddress", "AllocationId", scene.eip()},
                new String[] {"CreateHaVip", "VSwitchId", scene.vSwitch()},
                new String[] {"DeleteVpc", "VpcId", scene.vpc()})) {
            assertThat(CloudLab.error(lab.callAs("2000", foreign[0], foreign[1], foreign[2]))
                            .code())
                    .endsWith(".NotFound");
        }
        assertThat(whole(CloudLab.fields(lab.callAs(ACCOUNT, "DescribeHaVips")), "TotalCount"))
                .isEqualTo(1);
    }

    @Test
    void dryRunChangesNothingNotEvenTheAddressPlan() {
        CloudLab.Tutorial scene = lab.tutorial();
        assertThat(lab.refused("RunInstances", "VSwitchId", scene.vSwitch(), "Amount", "3", "DryRun", "true")
                        .code())
                .isEqualTo("DryRunOperation");
        assertThat(whole(lab.done("DescribeInstances"), "TotalCount")).isEqualTo(2);
        assertThat(lab.machineOrders).hasSize(2);
    }

    @Test
    void haVipIsShownWithItsSixteenFieldsAndNoOthers() {
        CloudLab.Tutorial scene = lab.tutorial();
        assertThat(lab.haVip(scene.haVip()).keySet()).containsExactlyElementsOf(HAVIP_FIELDS);
    }

    @Test
    void oldProductKnowsTheHaVipActionsToo() {
        for (String action : List.of(
                "CreateHaVip",
                "DeleteHaVip",
                "ModifyHaVipAttribute",
                "AssociateHaVip",
                "UnassociateHaVip",
                "DescribeHaVips")) {
            assertThat(Catalogue.find("Ecs", action)).isPresent();
            assertThat(Catalogue.find("Vpc", action)).isPresent();
        }
    }

    @Test
    void timeThatRunsBackwardsStandsStill() {
        lab.done("CreateVpc");
        lab.settle();
        lab.pass(Duration.ofHours(-1));
        String vpc = text(lab.done("CreateVpc"), "VpcId");
        assertThat(lab.cloud.deadline().orElseThrow()).isAfter(CloudLab.START);
        lab.pass(Duration.ofHours(2));
        assertThat(lab.statuses()).containsEntry(vpc, "Available");
    }
}
