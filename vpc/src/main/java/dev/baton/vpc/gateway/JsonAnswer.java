package dev.baton.vpc.gateway;

import dev.baton.havip.api.ApiNode;
import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/// An answer as JSON.
final class JsonAnswer {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private JsonAnswer() {}

    static byte[] write(ApiNode.Fields fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = MAPPER.createGenerator(out)) {
            write(json, fields);
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, ApiNode node) {
        switch (node) {
            case ApiNode.Text text -> json.writeString(text.value());
            case ApiNode.Whole whole -> json.writeNumber(whole.value());
            case ApiNode.Flag flag -> json.writeBoolean(flag.value());
            case ApiNode.Fields fields -> {
                json.writeStartObject();
                fields.fields().forEach((name, value) -> {
                    json.writeName(name);
                    write(json, value);
                });
                json.writeEndObject();
            }
            case ApiNode.Items items -> {
                json.writeStartArray();
                items.items().forEach(item -> write(json, item));
                json.writeEndArray();
            }
        }
    }
}
