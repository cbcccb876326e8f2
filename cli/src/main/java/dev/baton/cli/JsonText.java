package dev.baton.cli;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Maps, lists, strings and numbers as JSON text.
final class JsonText {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonText() {}

    /// Indented, ending with a line feed. Keys come in the order of the map.
    static String of(Object tree) {
        return MAPPER.writeValueAsString(tree) + "\n";
    }
}
