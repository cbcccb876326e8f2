package dev.baton.havip.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// A piece of an answer, as JSON and XML can both say it.
public sealed interface ApiNode {
    /// Text, times and enumeration words included.
    record Text(String value) implements ApiNode {}

    /// A number.
    record Whole(long value) implements ApiNode {}

    /// True or false.
    record Flag(boolean value) implements ApiNode {}

    /// An object; in XML an element with one child for each field, in this order.
    record Fields(SequencedMap<String, ApiNode> fields) implements ApiNode {
        public Fields {
            fields = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(fields));
        }
    }

    /// An array; always the value of a field, whose name XML repeats for each element.
    record Items(List<ApiNode> items) implements ApiNode {
        public Items {
            items = List.copyOf(items);
        }
    }
}
