package dev.baton.havip.cloud;

import dev.baton.havip.api.ApiNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Writes an answer's object, field by field in the order of the calls.
final class Fields {
    private final SequencedMap<String, ApiNode> fields = new LinkedHashMap<>();

    static Fields none() {
        return new Fields();
    }

    static Fields of(String name, String value) {
        return new Fields().text(name, value);
    }

    Fields text(String name, String value) {
        return node(name, new ApiNode.Text(value));
    }

    Fields whole(String name, long value) {
        return node(name, new ApiNode.Whole(value));
    }

    Fields flag(String name, boolean value) {
        return node(name, new ApiNode.Flag(value));
    }

    /// A time as the API writes it: UTC, whole seconds.
    Fields time(String name, long millis) {
        return text(name, timeText(millis));
    }

    static String timeText(long millis) {
        return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /// All fields of another object, at this place.
    Fields merge(Fields others) {
        fields.putAll(others.fields);
        return this;
    }

    Fields object(String name, Fields value) {
        return node(name, value.node());
    }

    /// The API's way to write lists: an object with one field, which holds the elements.
    Fields list(String name, String element, List<Fields> values) {
        return wrapped(name, element, values.stream().<ApiNode>map(Fields::node).toList());
    }

    Fields texts(String name, String element, Collection<String> values) {
        return wrapped(
                name, element, values.stream().<ApiNode>map(ApiNode.Text::new).toList());
    }

    private Fields wrapped(String name, String element, List<ApiNode> values) {
        return object(name, new Fields().node(element, new ApiNode.Items(values)));
    }

    private Fields node(String name, ApiNode value) {
        fields.put(name, value);
        return this;
    }

    ApiNode.Fields node() {
        return new ApiNode.Fields(fields);
    }
}
