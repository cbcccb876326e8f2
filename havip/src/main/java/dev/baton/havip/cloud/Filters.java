package dev.baton.havip.cloud;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// `Filter.N.Key` with `Filter.N.Value.M`: a resource passes if for every filter it has one of the values.
final class Filters {
    private static final int FILTERS_MAX = 5;

    private Filters() {}

    /// @param keys what may be filtered by, and how to read it
    static <T> Predicate<T> of(Request request, Map<String, Function<T, String>> keys) {
        return IntStream.rangeClosed(1, FILTERS_MAX)
                .filter(at -> request.text("Filter." + at + ".Key").isPresent())
                .mapToObj(at -> one(request, "Filter." + at, keys))
                .reduce(each -> true, Predicate::and);
    }

    private static <T> Predicate<T> one(Request request, String filter, Map<String, Function<T, String>> keys) {
        String key = request.required(filter + ".Key");
        if (!keys.containsKey(key)) {
            throw new CallRefused(ErrorCode.INVALID_FILTER_KEY, key);
        }
        Function<T, String> read = keys.getOrDefault(key, each -> "");
        // The value list is written `Filter.1.Value.1` by most clients and `Filter.1.Value` by some.
        List<String> values =
                request.text(filter + ".Value").map(List::of).orElseGet(() -> request.list(filter + ".Value"));
        return each -> values.contains(read.apply(each));
    }

    /// Passes everything if the parameter was not sent.
    static <T> Predicate<T> equal(Request request, String parameter, Function<T, String> read) {
        return request.text(parameter)
                .<Predicate<T>>map(wanted -> each -> read.apply(each).equals(wanted))
                .orElse(each -> true);
    }

    /// As [#equal], for a parameter that holds several values between commas.
    static <T> Predicate<T> among(Request request, String parameter, int valuesMax, Function<T, String> read) {
        List<String> wanted = request.text(parameter).stream()
                .flatMap(text -> List.of(text.split(",", -1)).stream())
                .map(String::strip)
                .toList();
        if (wanted.size() > valuesMax) {
            throw new CallRefused(ErrorCode.INVALID_PARAMETER, parameter);
        }
        return each -> wanted.isEmpty() || wanted.contains(read.apply(each));
    }
}
