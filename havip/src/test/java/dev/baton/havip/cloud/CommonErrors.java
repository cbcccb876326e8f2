package dev.baton.havip.cloud;

import static dev.baton.havip.cloud.ErrorRow.ecs;
import static dev.baton.havip.cloud.ErrorRow.limited;
import static dev.baton.havip.cloud.ErrorRow.row;
import static dev.baton.havip.cloud.ErrorRow.vpc;

import java.time.Duration;
import java.util.List;

/// What every product refuses.
final class CommonErrors {
    private static final String LONG = "x".repeat(300);

    private CommonErrors() {}

    static List<ErrorRow> rows() {
        return List.of(
                row(ErrorCode.ACTION_NOT_FOUND, lab -> vpc("CreateMoon")),
                row(ErrorCode.ACTION_NOT_FOUND, lab -> ecs("CreateVpc")),
                row(ErrorCode.ACTION_NOT_FOUND, lab -> ErrorRow.call("Slb", "CreateVpc")),
                row(ErrorCode.MISSING_PARAMETER, lab -> vpc("CreateHaVip")),
                row(ErrorCode.MISSING_PARAMETER, lab -> vpc("CreateHaVip", "VSwitchId", "")),
                row(ErrorCode.MISSING_PARAMETER, lab -> vpc("CreateVpc", "RegionId", "")),
                row(ErrorCode.MISSING_PARAMETER, lab -> vpc("TagResources", "ResourceType", "HAVIP")),
                row(ErrorCode.INVALID_PARAMETER, lab -> vpc("DescribeHaVips", "PageSize", "51")),
                row(ErrorCode.INVALID_PARAMETER, lab -> vpc("DescribeHaVips", "PageSize", "0")),
                row(ErrorCode.INVALID_PARAMETER, lab -> vpc("DescribeHaVips", "PageNumber", "first")),
                row(ErrorCode.INVALID_PARAMETER, lab -> vpc("DescribeEipAddresses", "PageSize", "101")),
                row(ErrorCode.INVALID_PARAMETER, lab -> vpc("AllocateEipAddress", "Bandwidth", "0")),
                row(ErrorCode.INVALID_PARAMETER, lab -> vpc("CreateVpc", "DryRun", "perhaps")),
                row(ErrorCode.REGION_NOT_FOUND, lab -> vpc("CreateVpc", "RegionId", "cn-nowhere")),
                new ErrorRow(
                        ErrorCode.THROTTLING, CloudLab.SETTINGS.withRate(new Rate(2, Duration.ofSeconds(60))), lab -> {
                            lab.done("CreateVpc");
                            lab.done("CreateVpc");
                            return vpc("CreateVpc");
                        }),
                row(ErrorCode.TOKEN_MISMATCH, lab -> {
                    lab.done("CreateVpc", "ClientToken", "once", "VpcName", "a");
                    return vpc("CreateVpc", "ClientToken", "once", "VpcName", "b");
                }),
                row(ErrorCode.TOKEN_MALFORMED, lab -> vpc("CreateVpc", "ClientToken", "é")),
                row(ErrorCode.TOKEN_MALFORMED, lab -> vpc("CreateVpc", "ClientToken", "x".repeat(65))),
                row(ErrorCode.DRY_RUN, lab -> vpc("CreateVpc", "DryRun", "true")),
                row(ErrorCode.INVALID_NAME, lab -> vpc("CreateVpc", "VpcName", LONG)),
                row(ErrorCode.INVALID_NAME, lab -> vpc("CreateVpc", "VpcName", "https://example.com")),
                row(ErrorCode.INVALID_DESCRIPTION, lab -> vpc("CreateVpc", "Description", LONG)),
                row(ErrorCode.INVALID_DESCRIPTION, lab -> vpc("CreateVpc", "Description", "http://example.com")),
                row(ErrorCode.INVALID_FILTER_KEY, lab -> vpc("DescribeHaVips", "Filter.1.Key", "Colour")),
                row(ErrorCode.INVALID_TAG_KEY, lab -> vpc("CreateVpc", "Tag.1.Key", "acs:mine")),
                row(ErrorCode.INVALID_TAG_KEY, lab -> vpc("CreateVpc", "Tag.1.Key", LONG)),
                row(
                        ErrorCode.INVALID_TAG_VALUE,
                        lab -> vpc("CreateVpc", "Tag.1.Key", "see", "Tag.1.Value", "http://example.com")),
                row(ErrorCode.DUPLICATE_TAG_KEY, lab -> vpc("CreateVpc", "Tag.1.Key", "a", "Tag.2.Key", "a")),
                row(ErrorCode.RESOURCE_TYPE, lab -> vpc("ListTagResources", "ResourceType", "CAT")),
                row(
                        ErrorCode.RESOURCE_NOT_FOUND,
                        lab -> vpc(
                                "TagResources",
                                "ResourceType",
                                "HAVIP",
                                "ResourceId.1",
                                "havip-none",
                                "Tag.1.Key",
                                "a")),
                limited(ErrorCode.QUOTA_TAGS, Quota.TAGS_PER_RESOURCE, 1, lab -> {
                    String vpc = lab.text("VpcId", "CreateVpc", "Tag.1.Key", "a");
                    return vpc("TagResources", "ResourceType", "VPC", "ResourceId.1", vpc, "Tag.1.Key", "b");
                }),
                row(ErrorCode.INVALID_ID_LIST, lab -> ecs("DescribeInstances", "InstanceIds", "i-1,i-2")));
    }
}
