package dev.baton.vpc.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// One HTTP request as it came, without its socket.
///
/// @param method in capitals, such as `POST`
/// @param path without the query; the API is spoken at `/`
/// @param query as it stands in the request line, still encoded; empty if there is none
/// @param headers names in any case; values of a repeated header joined by commas
/// @param body the whole of it, not to be changed by anybody
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and a copy of up to a megabyte would be waste
public record HttpCall(String method, String path, String query, Map<String, String> headers, byte[] body) {
    public HttpCall {
        Map<String, String> lower = new TreeMap<>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value.strip()));
        headers = Map.copyOf(lower);
    }

    /// The header's value, stripped of blanks around it.
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /// True if the body holds parameters.
    boolean hasForm() {
        String type = header("content-type").orElse("");
        return body.length > 0
                && type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("application/x-www-form-urlencoded");
    }

    String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /// Says what was asked for, but nothing that a log should not keep.
    @Override
    public String toString() {
        return method + " " + path + " with headers " + Arrays.toString(sortedNames(headers.keySet()));
    }

    private static String[] sortedNames(Set<String> names) {
        return names.stream().sorted().toArray(String[]::new);
    }
}
