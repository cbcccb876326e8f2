package dev.baton.vpc.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.havip.resource.Kind;
import dev.baton.havip.resource.Resource;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every kind of resource survives being stored, whatever its components: those added later too.
class ResourceJsonTest {
    @ParameterizedTest
    @EnumSource(Kind.class)
    void aResourceComesBackAsItWas(Kind kind) throws Exception {
        for (boolean full : new boolean[] {true, false}) {
            Resource resource = (Resource) example(kind.type(), full);

            Row row = ResourceJson.row(resource);

            assertThat(row.kind()).isEqualTo(kind.name());
            assertThat(row.id()).isEqualTo(resource.id());
            assertThat(ResourceJson.read(row)).isEqualTo(resource);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatIsMissingOrUnknownIsAnErrorAndNoGuess(Kind kind) throws Exception {
        Row row = ResourceJson.row((Resource) example(kind.type(), true));
        Row less = new Row(row.kind(), row.id(), row.body().replaceFirst("\"phase\":\\{[^}]*\\},?", ""));
        Row more = new Row(row.kind(), row.id(), row.body().replaceFirst("\\{", "{\"later\":1,"));
        for (Row bad : List.of(less, more, new Row("NONE", row.id(), row.body()))) {
            assertThatThrownBy(() -> ResourceJson.read(bad))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(row.id());
        }
    }

    /// A value of the type made of its components' types; full or as empty as it can be.
    private static Object example(Type type, boolean full) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType generic) {
            Object one = example(generic.getActualTypeArguments()[0], full);
            boolean isList = generic.getRawType() == List.class;
            return isList ? (full ? List.of(one) : List.of()) : (full ? Optional.of(one) : Optional.empty());
        }
        if (type == String.class) {
            return full ? "text \"with\" 中文\n" : "";
        }
        if (type == long.class) {
            return full ? Long.MAX_VALUE : 0L;
        }
        if (type == int.class) {
            return full ? Integer.MAX_VALUE : 0;
        }
        if (type == boolean.class) {
            return full;
        }
        Class<?> raw = (Class<?>) type;
        return raw.isEnum() ? raw.getEnumConstants()[full ? raw.getEnumConstants().length - 1 : 0] : record(raw, full);
    }

    private static Object record(Class<?> type, boolean full) throws ReflectiveOperationException {
        List<Class<?>> types = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            types.add(component.getType());
            values.add(example(component.getGenericType(), full));
        }
        return type.getDeclaredConstructor(types.toArray(Class<?>[]::new)).newInstance(values.toArray());
    }
}
