package dev.baton.config.render;

import dev.baton.model.HmacKeys;
import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;
import dev.baton.model.MacAddress;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/// A model as maps, lists, texts, numbers and booleans, for any format that has those.
///
/// Records become maps with their components in order, and a `type` where there are several kinds. Values of
/// one component stand for themselves, absent ones are left out, durations are numbers of seconds, sets are
/// sorted.
public final class ModelTree {
    private static final String MASK = "********";
    private static final Set<String> SECRETS = Set.of("secret", "password");

    private final boolean showSecrets;

    private ModelTree(boolean showSecrets) {
        this.showSecrets = showSecrets;
    }

    /// With passwords and keys replaced by asterisks.
    public static Object masked(Object model) {
        return new ModelTree(false).tree(model).orElse(Map.of());
    }

    /// With passwords and keys.
    public static Object withSecrets(Object model) {
        return new ModelTree(true).tree(model).orElse(Map.of());
    }

    private Optional<Object> tree(Object value) {
        return switch (value) {
            case Optional<?> optional -> optional.flatMap(this::tree);
            case OptionalInt number -> number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
            case OptionalLong number -> number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
            case Duration duration -> Optional.of(seconds(duration));
            case Set<?> set ->
                Optional.of(list(set.stream().map(Object::toString).sorted()));
            case Collection<?> many -> Optional.of(list(many.stream()));
            case Map<?, ?> map -> Optional.of(map(map));
            case HmacKeys keys -> Optional.of(keys(keys));
            case IpAddress _, IpPrefix _, MacAddress _, Enum<?> _ -> Optional.of(value.toString());
            case Record record -> record(record);
            case Number _, Boolean _ -> Optional.of(value);
            default -> Optional.of(value.toString());
        };
    }

    private static BigDecimal seconds(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
        return new BigDecimal(seconds.stripTrailingZeros().toPlainString());
    }

    private List<Object> list(Stream<?> values) {
        return values.flatMap(each -> tree(each).stream()).toList();
    }

    private Map<String, Object> map(Map<?, ?> map) {
        Map<String, Object> tree = new LinkedHashMap<>();
        map.forEach((key, value) -> tree(value).ifPresent(found -> tree.put(key.toString(), found)));
        return tree;
    }

    private Map<String, Object> keys(HmacKeys keys) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int id = 1; id <= 255; id++) {
            if (keys.contains(id)) {
                values.put(String.valueOf(id), showSecrets ? HexFormat.of().formatHex(keys.key(id)) : MASK);
            }
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("active", keys.active());
        tree.put("keys", values);
        return tree;
    }

    private Optional<Object> record(Record record) {
        boolean oneOfSeveral = Stream.of(record.getClass().getInterfaces()).anyMatch(Class::isSealed);
        RecordComponent[] components = record.getClass().getRecordComponents();
        if (components.length == 1 && !oneOfSeveral) {
            return component(record, components[0]);
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        if (oneOfSeveral) {
            tree.put("type", record.getClass().getSimpleName());
        }
        for (RecordComponent component : components) {
            component(record, component).ifPresent(value -> tree.put(component.getName(), value));
        }
        return Optional.of(tree);
    }

    private Optional<Object> component(Record record, RecordComponent component) {
        try {
            Optional<Object> value = tree(component.getAccessor().invoke(record));
            return !showSecrets && SECRETS.contains(component.getName()) ? value.map(_ -> MASK) : value;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the model's records are public: " + record.getClass(), e);
        }
    }
}
