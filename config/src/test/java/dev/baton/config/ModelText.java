package dev.baton.config;

import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A model written out for people to compare: one component per line, nested records indented.
final class ModelText {
    private ModelText() {}

    static String of(Object model) {
        StringBuilder out = new StringBuilder();
        write(out, model, "");
        return out.toString();
    }

    private static void write(StringBuilder out, Object value, String indent) {
        switch (value) {
            case Optional<?> optional when optional.isPresent() -> write(out, optional.get(), indent);
            case Map<?, ?> map -> {
                Map<String, Object> sorted = new TreeMap<>();
                map.forEach((key, each) -> sorted.put(key.toString(), each));
                out.append(sorted).append('\n');
            }
            case Set<?> set ->
                out.append(set.stream().map(Object::toString).sorted().toList()).append('\n');
            case Collection<?> many when many.isEmpty() -> out.append("[]\n");
            case Collection<?> many -> {
                out.append('\n');
                for (Object each : many) {
                    out.append(indent).append("- ");
                    write(out, each, indent + "  ");
                }
            }
            case IpAddress address -> out.append(address).append('\n');
            case IpPrefix prefix -> out.append(prefix).append('\n');
            case Record record
            when record.getClass().getRecordComponents().length > 1 -> {
                out.append(record.getClass().getSimpleName()).append('\n');
                for (RecordComponent component : record.getClass().getRecordComponents()) {
                    out.append(indent).append(component.getName()).append(": ");
                    write(out, component(record, component), indent + "  ");
                }
            }
            default -> out.append(value).append('\n');
        }
    }

    private static Object component(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
