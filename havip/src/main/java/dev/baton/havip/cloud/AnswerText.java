package dev.baton.havip.cloud;

import dev.baton.havip.api.ApiNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// An answer as a list of texts, for keeping: what it is, how much of it, then its parts.
final class AnswerText {
    private AnswerText() {}

    static List<String> write(ApiNode node) {
        List<String> text = new ArrayList<>();
        write(node, text);
        return List.copyOf(text);
    }

    private static void write(ApiNode node, List<String> text) {
        switch (node) {
            case ApiNode.Text(String value) -> text.addAll(List.of("text", value));
            case ApiNode.Whole(long value) -> text.addAll(List.of("whole", String.valueOf(value)));
            case ApiNode.Flag(boolean value) -> text.addAll(List.of("flag", String.valueOf(value)));
            case ApiNode.Items(List<ApiNode> items) -> {
                text.addAll(List.of("items", String.valueOf(items.size())));
                items.forEach(item -> write(item, text));
            }
            case ApiNode.Fields(SequencedMap<String, ApiNode> fields) -> {
                text.addAll(List.of("fields", String.valueOf(fields.size())));
                fields.forEach((name, value) -> {
                    text.add(name);
                    write(value, text);
                });
            }
        }
    }

    /// @throws IllegalArgumentException if it was not written by [#write]
    static ApiNode.Fields read(List<String> text) {
        if (new Reader(text).node() instanceof ApiNode.Fields fields) {
            return fields;
        }
        throw new IllegalArgumentException("an answer is an object");
    }

    private static final class Reader {
        private final List<String> text;
        private int at;

        Reader(List<String> text) {
            this.text = text;
        }

        private String next() {
            if (at >= text.size()) {
                throw new IllegalArgumentException("the kept answer ends too early");
            }
            return text.get(at++);
        }

        ApiNode node() {
            String kind = next();
            String value = next();
            return switch (kind) {
                case "text" -> new ApiNode.Text(value);
                case "whole" -> new ApiNode.Whole(Long.parseLong(value));
                case "flag" -> new ApiNode.Flag(Boolean.parseBoolean(value));
                case "items" -> items(Integer.parseInt(value));
                case "fields" -> fields(Integer.parseInt(value));
                default -> throw new IllegalArgumentException("a kept answer has no '" + kind + "'");
            };
        }

        private ApiNode items(int count) {
            List<ApiNode> items = new ArrayList<>();
            for (int item = 0; item < count; item++) {
                items.add(node());
            }
            return new ApiNode.Items(items);
        }

        private ApiNode fields(int count) {
            SequencedMap<String, ApiNode> fields = new LinkedHashMap<>();
            for (int field = 0; field < count; field++) {
                fields.put(next(), node());
            }
            return new ApiNode.Fields(fields);
        }
    }
}
