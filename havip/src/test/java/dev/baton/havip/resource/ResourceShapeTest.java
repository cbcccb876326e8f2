package dev.baton.havip.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A store can write every resource as JSON without being told how.
final class ResourceShapeTest {
    private static final Set<Class<?>> PLAIN = Set.of(String.class, long.class, int.class, boolean.class);

    @Test
    void resourcesAreMadeOfTextNumbersListsOptionalsAndRecordsOfThese() {
        for (Kind kind : Kind.values()) {
            assertPlain(kind.type(), kind.name());
        }
    }

    private static void assertPlain(Type type, String where) {
        if (type instanceof ParameterizedType generic) {
            assertThat(generic.getRawType()).as(where).isIn(List.of(List.class, Optional.class));
            assertPlain(generic.getActualTypeArguments()[0], where);
        } else if (type instanceof Class<?> plain && plain.isRecord()) {
            for (RecordComponent component : plain.getRecordComponents()) {
                assertPlain(component.getGenericType(), where + "." + component.getName());
            }
        } else if (type instanceof Class<?> plain) {
            assertThat(PLAIN.contains(plain) || plain.isEnum())
                    .as("%s is %s", where, plain)
                    .isTrue();
        }
    }

    @Test
    void everyKindOfResourceHasItsKind() {
        assertThat(Arrays.stream(Kind.values()).<Object>map(Kind::type))
                .containsExactlyInAnyOrder((Object[]) Resource.class.getPermittedSubclasses());
        for (Kind kind : Kind.values()) {
            assertThat(Kind.of(kind.type())).isEqualTo(kind);
        }
    }
}
