package dev.baton.vpc.store;

import dev.baton.havip.resource.Kind;
import dev.baton.havip.resource.Resource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Resources as rows: the record's components as JSON. A component that an older server did not know is missing in its
/// rows, and a missing one is an error rather than a guess; the schema's version has to change with the records.
final class ResourceJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ResourceJson() {}

    static Row row(Resource resource) {
        return new Row(resource.kind().name(), resource.id(), MAPPER.writeValueAsString(resource));
    }

    static Resource read(Row row) throws StoreException {
        try {
            return MAPPER.readValue(row.body(), Kind.valueOf(row.kind()).type());
        } catch (JacksonException | IllegalArgumentException e) {
            throw new StoreException("reading " + row.kind() + " " + row.id() + " from the database", e);
        }
    }
}
