package dev.baton.havip.cloud;

import dev.baton.havip.resource.Resource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The newer way to read a list, `MaxResults` and `NextToken`: the token is the id of the last element that was shown,
/// so it stays good when others come and go.
///
/// @param size how many elements are shown
/// @param after the last one that was shown before
record Cursor(int size, Optional<String> after) {
    static Cursor of(Request request, int sizeMax) {
        return new Cursor(request.whole("MaxResults", 10, 1, sizeMax), request.text("NextToken"));
    }

    <T extends Resource> Fields answer(List<T> all, String name, String element, Function<T, Fields> each) {
        List<T> rest = after.map(id -> after(all, id)).orElse(all);
        List<T> shown = rest.subList(0, Math.min(size, rest.size()));
        return Fields.none()
                .whole("TotalCount", all.size())
                .whole("PageNumber", 0)
                .whole("PageSize", 0)
                .text("NextToken", shown.size() < rest.size() ? shown.getLast().id() : "")
                .list(name, element, shown.stream().map(each).toList());
    }

    private static <T extends Resource> List<T> after(List<T> all, String id) {
        for (int at = 0; at < all.size(); at++) {
            if (all.get(at).id().equals(id)) {
                return all.subList(at + 1, all.size());
            }
        }
        throw new CallRefused(ErrorCode.INVALID_PARAMETER, "NextToken");
    }
}
