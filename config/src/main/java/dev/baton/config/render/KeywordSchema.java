package dev.baton.config.render;

import dev.baton.config.keyword.Argument;
import dev.baton.config.keyword.Argument.Shape;
import dev.baton.config.keyword.Block;
import dev.baton.config.keyword.Body;
import dev.baton.config.keyword.Keyword;
import dev.baton.config.keyword.KeywordTable;
import dev.baton.config.keyword.State;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The language as a JSON Schema (draft 2020-12), for programs that keep a configuration as JSON or YAML
/// before they write the file.
///
/// A block is an object with its keywords as properties; blocks with a name are held by name; data lines are
/// texts; a keyword without words is a boolean, one with one word is that value, one with several is a list.
public final class KeywordSchema {
    private KeywordSchema() {}

    /// As maps, lists, texts, numbers and booleans.
    public static Map<String, Object> of(KeywordTable table) {
        Map<String, Object> definitions = new LinkedHashMap<>();
        table.blocksOfKeywords().stream()
                .filter(block -> !block.name().equals(KeywordTable.ROOT))
                .forEach(block -> definitions.put(block.name(), block(block)));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "keepalived.conf as Baton reads it");
        schema.putAll(block(table.root()));
        schema.put("$defs", definitions);
        return schema;
    }

    private static Map<String, Object> block(Block block) {
        Map<String, Object> properties = new LinkedHashMap<>();
        block.keywords().forEach(keyword -> properties.put(keyword.name(), property(keyword)));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> property(Keyword keyword) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", keyword.doc());
        boolean obsolete = keyword.synonymOf().isPresent() || keyword.state() instanceof State.Dropped;
        if (obsolete) {
            schema.put("deprecated", true);
        }
        schema.put("x-baton-state", keyword.state().word());
        schema.putAll(
                switch (keyword.body()) {
                    case Body.None _ -> value(keyword.arguments());
                    case Body.Lines _ -> Map.of("type", "array", "items", Map.of("type", "string"));
                    case Body.Keywords(String block) -> reference(block, keyword.arguments());
                });
        return schema;
    }

    private static Map<String, Object> reference(String block, List<Argument> arguments) {
        Map<String, Object> reference = Map.of("$ref", "#/$defs/" + block);
        if (!arguments.isEmpty()) {
            return Map.of("type", "object", "additionalProperties", reference);
        }
        return Map.of("anyOf", List.of(reference, Map.of("type", "array", "items", reference)));
    }

    private static Map<String, Object> value(List<Argument> arguments) {
        if (arguments.isEmpty()) {
            return Map.of("type", "boolean");
        }
        Argument first = arguments.getFirst();
        if (arguments.size() == 1 && first.count() != Argument.Count.MANY) {
            Map<String, Object> shape = shape(first.shape());
            boolean flagToo = first.count() == Argument.Count.OPTIONAL && !"boolean".equals(shape.get("type"));
            return flagToo ? Map.of("anyOf", List.of(shape, Map.of("type", "boolean"))) : shape;
        }
        return list(arguments);
    }

    private static Map<String, Object> list(List<Argument> arguments) {
        List<Map<String, Object>> items = new ArrayList<>();
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "array");
        long least = 0;
        for (Argument argument : arguments) {
            least += argument.count() == Argument.Count.ONE ? 1 : 0;
            if (argument.count() == Argument.Count.MANY) {
                schema.put("items", shape(argument.shape()));
            } else {
                items.add(shape(argument.shape()));
            }
        }
        schema.putIfAbsent("items", false);
        if (!items.isEmpty()) {
            schema.put("prefixItems", items);
        }
        schema.put("minItems", least);
        return schema;
    }

    private static Map<String, Object> shape(Shape shape) {
        return switch (shape) {
            case Shape.Int(long min, long max) -> number("integer", BigDecimal.valueOf(min), BigDecimal.valueOf(max));
            case Shape.Decimal(long min, long max) ->
                number("number", new BigDecimal(Usage.decimal(min)), new BigDecimal(Usage.decimal(max)));
            case Shape.Bool _ -> Map.of("type", "boolean");
            case Shape.Choice choice -> choice.anyCase() ? Map.of("type", "string") : Map.of("enum", choice.words());
            case Shape.Interface _ -> Map.of("type", "string", "maxLength", 15);
            case Shape.Word _, Shape.Address _, Shape.Multicast _, Shape.Path _, Shape.Script _, Shape.Name _ ->
                Map.of("type", "string");
        };
    }

    private static Map<String, Object> number(String type, BigDecimal min, BigDecimal max) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", type);
        schema.put("minimum", min);
        schema.put("maximum", max);
        return schema;
    }
}
