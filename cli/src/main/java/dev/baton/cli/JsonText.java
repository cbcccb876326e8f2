package dev.baton.cli;

import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
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

    /// What a text says.
    ///
    /// @throws IOException if it is no JSON
    static JsonNode parse(String text) throws IOException {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException unreadable) {
            throw new IOException("what came is no JSON: " + unreadable.getOriginalMessage(), unreadable);
        }
    }
}
