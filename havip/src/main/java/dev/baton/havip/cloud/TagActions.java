package dev.baton.havip.cloud;

import dev.baton.havip.resource.Eip;
import dev.baton.havip.resource.Eni;
import dev.baton.havip.resource.HaVip;
import dev.baton.havip.resource.Instance;
import dev.baton.havip.resource.NatGateway;
import dev.baton.havip.resource.Resource;
import dev.baton.havip.resource.SecurityGroup;
import dev.baton.havip.resource.Tag;
import dev.baton.havip.resource.VSwitch;
import dev.baton.havip.resource.Vpc;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Tags and resource groups of everything, by the type's name and the id.
final class TagActions {
    private static final int RESULTS_MAX = 50;

    /// The names of both products, which do not overlap.
    private static final Map<String, Class<? extends Resource>> TYPES = Map.of(
            "HAVIP", HaVip.class,
            "EIP", Eip.class,
            "VPC", Vpc.class,
            "VSWITCH", VSwitch.class,
            "NATGATEWAY", NatGateway.class,
            "INSTANCE", Instance.class,
            "ENI", Eni.class,
            "SECURITYGROUP", SecurityGroup.class);

    private TagActions() {}

    static List<Action> all() {
        return List.of(
                Action.both("TagResources", TagActions::tag, "RegionId", "ResourceType"),
                Action.both("UntagResources", TagActions::untag, "RegionId", "ResourceType"),
                // Vpc spells it with a capital T, and so does its SDK.
                Action.vpc("UnTagResources", TagActions::untag, "RegionId", "ResourceType"),
                Action.both("ListTagResources", TagActions::list, "RegionId", "ResourceType"),
                Action.both(
                        "MoveResourceGroup",
                        TagActions::move,
                        "RegionId",
                        "ResourceType",
                        "ResourceId",
                        "NewResourceGroupId"));
    }

    private static Class<? extends Resource> type(Request request) {
        String name = request.required("ResourceType").toUpperCase(Locale.ROOT);
        return Optional.<Class<? extends Resource>>ofNullable(TYPES.get(name))
                .orElseThrow(() -> new CallRefused(ErrorCode.RESOURCE_TYPE, name));
    }

    private static List<Resource> named(Request request) {
        Class<? extends Resource> type = type(request);
        List<String> ids = request.list("ResourceId");
        if (ids.isEmpty()) {
            throw new CallRefused(ErrorCode.MISSING_PARAMETER, "ResourceId.1");
        }
        return ids.stream()
                .<Resource>map(id -> request.mine(type, id, ErrorCode.RESOURCE_NOT_FOUND))
                .toList();
    }

    private static Fields tag(Request request) {
        List<Tag> wanted = Tags.toPut(request);
        if (wanted.isEmpty()) {
            throw new CallRefused(ErrorCode.MISSING_PARAMETER, "Tag.1.Key");
        }
        for (Resource resource : named(request)) {
            List<Tag> tags = new ArrayList<>(resource.meta().tags());
            wanted.forEach(tag -> tags.removeIf(has -> has.key().equals(tag.key())));
            tags.addAll(wanted);
            if (tags.size() > request.turn().settings().quota(Quota.TAGS_PER_RESOURCE)) {
                throw new CallRefused(ErrorCode.QUOTA_TAGS);
            }
            request.turn().put(resource.with(resource.meta().tagged(tags)));
        }
        return Fields.none();
    }

    private static Fields untag(Request request) {
        List<String> keys = request.list("TagKey");
        boolean all = request.flag("All") && keys.isEmpty();
        for (Resource resource : named(request)) {
            List<Tag> tags = new ArrayList<>(resource.meta().tags());
            tags.removeIf(tag -> all || keys.contains(tag.key()));
            request.turn().put(resource.with(resource.meta().tagged(tags)));
        }
        return Fields.none();
    }

    private static Fields list(Request request) {
        Class<? extends Resource> type = type(request);
        List<String> ids = request.list("ResourceId");
        request.whole("MaxResults", RESULTS_MAX, 1, RESULTS_MAX);
        List<Fields> found = request.allMine(type)
                .filter(each -> ids.isEmpty() || ids.contains(each.id()))
                .filter(Tags.filter(request))
                .flatMap(each -> each.meta().tags().stream()
                        .map(tag -> Fields.of("ResourceId", each.id())
                                .text("ResourceType", request.required("ResourceType"))
                                .text("TagKey", tag.key())
                                .text("TagValue", tag.value())))
                .toList();
        return Fields.of("NextToken", "").list("TagResources", "TagResource", found);
    }

    private static Fields move(Request request) {
        Resource resource = request.mine(type(request), request.required("ResourceId"), ErrorCode.RESOURCE_NOT_FOUND);
        String group = request.required("NewResourceGroupId");
        request.turn().put(resource.with(resource.meta().inGroup(group)));
        return Fields.none();
    }
}
