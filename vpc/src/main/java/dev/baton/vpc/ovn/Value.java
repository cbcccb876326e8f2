package dev.baton.vpc.ovn;

import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// What a column holds, as RFC 7047 section 5.1 writes it. The wire writes a set of one as its only element, so what a
/// found value is, is known by what it is compared with.
sealed interface Value {
    JsonNodeFactory JSON = JsonNodeFactory.instance;

    record Text(String text) implements Value {}

    record Whole(long number) implements Value {}

    record Texts(SortedSet<String> elements) implements Value {}

    record Pairs(SortedMap<String, String> pairs) implements Value {}

    static Value of(String text) {
        return new Text(text);
    }

    static Value of(Collection<String> elements) {
        return new Texts(new TreeSet<>(elements));
    }

    static Value of(Map<String, String> pairs) {
        return new Pairs(new TreeMap<>(pairs));
    }

    /// As it is sent.
    default JsonNode json() {
        return switch (this) {
            case Text(String text) -> JSON.stringNode(text);
            case Whole(long number) -> JSON.numberNode(number);
            case Texts(SortedSet<String> elements) -> {
                ArrayNode list = JSON.arrayNode();
                elements.forEach(list::add);
                yield JSON.arrayNode().add("set").add(list);
            }
            case Pairs(SortedMap<String, String> pairs) -> {
                ArrayNode list = JSON.arrayNode();
                pairs.forEach((key, value) -> list.add(JSON.arrayNode().add(key).add(value)));
                yield JSON.arrayNode().add("map").add(list);
            }
        };
    }

    /// Whether a column that was found holds this.
    default boolean is(JsonNode found) {
        return switch (this) {
            case Text(String text) -> found.isString() && found.stringValue().equals(text);
            case Whole(long number) -> found.isIntegralNumber() && found.longValue() == number;
            case Texts(SortedSet<String> elements) -> texts(found).equals(elements);
            case Pairs(SortedMap<String, String> pairs) -> pairs(found).equals(pairs);
        };
    }

    /// The texts of a set.
    static SortedSet<String> texts(JsonNode found) {
        SortedSet<String> texts = new TreeSet<>();
        if (found.isString()) {
            texts.add(found.stringValue());
        } else {
            found.path(1).forEach(each -> texts.add(each.asString("")));
        }
        return texts;
    }

    /// The pairs of a map.
    static SortedMap<String, String> pairs(JsonNode found) {
        SortedMap<String, String> pairs = new TreeMap<>();
        found.path(1)
                .forEach(each ->
                        pairs.put(each.path(0).asString(""), each.path(1).asString("")));
        return pairs;
    }
}
