package dev.baton.havip.cloud;

import dev.baton.havip.resource.Resource;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// One page of a list, as most Describe calls want it.
///
/// @param number from 1
/// @param size how many elements a full page has
record Page(int number, int size) {
    private static final int NUMBER_MAX = Integer.MAX_VALUE;
    private static final int SIZE_USUAL = 10;

    static Page of(Request request, int sizeMax) {
        return new Page(
                request.whole("PageNumber", 1, 1, NUMBER_MAX), request.whole("PageSize", SIZE_USUAL, 1, sizeMax));
    }

    /// The page of these, with the totals before it.
    ///
    /// @param name and `element` are what the API calls the list and its elements
    <T extends Resource> Fields answer(Stream<T> all, String name, String element, Function<T, Fields> each) {
        List<T> found = all.toList();
        List<Fields> shown =
                found.stream().skip((number - 1L) * size).limit(size).map(each).toList();
        return Fields.none()
                .whole("TotalCount", found.size())
                .whole("PageNumber", number)
                .whole("PageSize", size)
                .list(name, element, shown);
    }
}
