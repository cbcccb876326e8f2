package dev.baton.havip.cloud;

import dev.baton.havip.resource.Resource;
import dev.baton.havip.resource.Tag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// Tags in parameters and answers, and what a tag may be.
final class Tags {
    private static final int KEY_MAX = 128;
    private static final int PARAMETERS_MAX = 20;

    private Tags() {}

    /// `Tag.N.Key` and `Tag.N.Value` of a call that puts them on something; refused if one may not be a tag.
    static List<Tag> toPut(Request request) {
        List<Tag> tags = read(request, "Tag");
        Set<String> keys = new HashSet<>();
        for (Tag tag : tags) {
            check(tag);
            if (!keys.add(tag.key())) {
                throw new CallRefused(ErrorCode.DUPLICATE_TAG_KEY, tag.key());
            }
        }
        return tags;
    }

    private static void check(Tag tag) {
        String key = tag.key();
        if (key.length() > KEY_MAX || isReserved(key) || key.contains("http://") || key.contains("https://")) {
            throw new CallRefused(ErrorCode.INVALID_TAG_KEY, key);
        }
        String value = tag.value();
        if (value.length() > KEY_MAX || value.contains("http://") || value.contains("https://")) {
            throw new CallRefused(ErrorCode.INVALID_TAG_VALUE, value);
        }
    }

    private static boolean isReserved(String key) {
        return key.startsWith("aliyun") || key.startsWith("acs:");
    }

    /// A call that looks for them: all must be there, and where no value was given any will do. Some actions say
    /// `Tags`.
    static <T extends Resource> Predicate<T> filter(Request request) {
        List<Tag> wanted = new ArrayList<>(read(request, "Tag"));
        wanted.addAll(read(request, "Tags"));
        return each -> wanted.stream()
                .allMatch(tag -> each.meta().tags().stream()
                        .anyMatch(has -> has.key().equals(tag.key())
                                && (tag.value().isEmpty() || has.value().equals(tag.value()))));
    }

    private static List<Tag> read(Request request, String name) {
        return IntStream.rangeClosed(1, PARAMETERS_MAX)
                .filter(at -> request.text(name + "." + at + ".Key").isPresent())
                .mapToObj(at -> new Tag(
                        request.required(name + "." + at + ".Key"), request.text(name + "." + at + ".Value", "")))
                .toList();
    }

    /// As the products answer them, which name the fields differently: `Key` in `Vpc`, `TagKey` in `Ecs`.
    static List<Fields> written(Resource resource, String key, String value) {
        return resource.meta().tags().stream()
                .map(tag -> Fields.of(key, tag.key()).text(value, tag.value()))
                .toList();
    }
}
