package dev.baton.daemon.recording;

import dev.baton.model.HmacKeys;
import dev.baton.wire.ByteView;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// Writes records and sealed families of records as bytes and reads them back: the components in their order, without
/// names. [#shape()] tells whether two programs mean the same records by it.
final class RecordCodec {
    /// Longer lists and texts are a sign of broken bytes.
    private static final int LENGTH_MAX = 1 << 20;

    /// One way from a value to bytes and back.
    private interface Part {
        void write(DataOutput out, Object value) throws IOException;

        Object read(DataInput in) throws IOException;
    }

    /// A way that is known by two methods.
    private record Simple(Writer writer, Reader reader) implements Part {
        private interface Writer {
            void write(DataOutput out, Object value) throws IOException;
        }

        private interface Reader {
            Object read(DataInput in) throws IOException;
        }

        @Override
        public void write(DataOutput out, Object value) throws IOException {
            writer.write(out, value);
        }

        @Override
        public Object read(DataInput in) throws IOException {
            return reader.read(in);
        }
    }

    private final Map<Type, Part> parts = new HashMap<>();
    private final StringBuilder shape = new StringBuilder();
    private final List<Part> roots = new ArrayList<>();

    /// @param types that are to be written; each knows what it consists of
    RecordCodec(Class<?>... types) {
        for (Class<?> type : types) {
            roots.add(part(type));
        }
    }

    /// A number that changes whenever a record that can occur gets another name or other components.
    int shape() {
        return shape.toString().hashCode();
    }

    /// @param root which of the types, by its place in the constructor
    void write(DataOutput out, int root, Object value) throws IOException {
        roots.get(root).write(out, value);
    }

    /// @throws IOException if the bytes end early or mean nothing
    Object read(DataInput in, int root) throws IOException {
        try {
            return roots.get(root).read(in);
        } catch (IllegalArgumentException refused) {
            throw new IOException("a value that cannot be: " + refused.getMessage(), refused);
        }
    }

    private Part part(Type type) {
        Part known = parts.get(type);
        if (known != null) {
            return known;
        }
        Part made = type instanceof ParameterizedType generic ? collection(generic) : plain((Class<?>) type);
        parts.put(type, made);
        return made;
    }

    private Part collection(ParameterizedType type) {
        Part element = part(type.getActualTypeArguments()[0]);
        Class<?> raw = (Class<?>) type.getRawType();
        if (raw == Optional.class) {
            return new Simple(
                    (out, value) -> writeMany(
                            out, element, ((Optional<?>) value).stream().toList()),
                    in -> readMany(in, element).stream().findFirst());
        }
        if (raw == List.class) {
            return new Simple((out, value) -> writeMany(out, element, (List<?>) value), in -> readMany(in, element));
        }
        if (raw == Set.class) {
            return new Simple(
                    (out, value) -> writeMany(out, element, List.copyOf((Set<?>) value)),
                    in -> new HashSet<>(readMany(in, element)));
        }
        throw new IllegalStateException("nobody has said how a " + type + " is recorded");
    }

    private static void writeMany(DataOutput out, Part element, List<?> values) throws IOException {
        out.writeInt(values.size());
        for (Object each : values) {
            element.write(out, each);
        }
    }

    private static List<Object> readMany(DataInput in, Part element) throws IOException {
        int size = length(in);
        List<Object> values = new ArrayList<>();
        for (int each = 0; each < size; each++) {
            values.add(element.read(in));
        }
        return List.copyOf(values);
    }

    private static int length(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LENGTH_MAX) {
            throw new IOException("a length of " + length);
        }
        return length;
    }

    private Part plain(Class<?> type) {
        if (type.isSealed()) {
            return family(type);
        }
        if (type.isRecord()) {
            return record(type);
        }
        if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            shape.append(Arrays.toString(constants));
            return new Simple(
                    (out, value) -> out.writeInt(Arrays.asList(constants).indexOf(value)),
                    in -> constants[index(in.readInt(), constants.length)]);
        }
        return scalar(type);
    }

    private static int index(int index, int count) throws IOException {
        if (index < 0 || index >= count) {
            throw new IOException("choice " + index + " of " + count);
        }
        return index;
    }

    private Part family(Class<?> type) {
        Class<?>[] members = type.getPermittedSubclasses();
        List<Part> ways = new ArrayList<>();
        for (Class<?> member : members) {
            ways.add(part(member));
        }
        return new Simple(
                (out, value) -> {
                    int index = 0;
                    while (!members[index].isInstance(value)) {
                        index++;
                    }
                    out.writeByte(index);
                    ways.get(index).write(out, value);
                },
                in -> ways.get(index(in.readUnsignedByte(), members.length)).read(in));
    }

    private Part record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Part[] ways = new Part[components.length];
        Class<?>[] types = new Class<?>[components.length];
        shape.append(type.getName()).append('(');
        for (int each = 0; each < components.length; each++) {
            ways[each] = part(components[each].getGenericType());
            types[each] = components[each].getType();
            shape.append(components[each].getGenericType().getTypeName())
                    .append(' ')
                    .append(components[each].getName())
                    .append(',');
        }
        shape.append(')');
        Constructor<?> constructor = constructor(type, types);
        return new Simple(
                (out, value) -> {
                    for (int each = 0; each < ways.length; each++) {
                        ways[each].write(out, component(components[each], value));
                    }
                },
                in -> {
                    Object[] values = new Object[ways.length];
                    for (int each = 0; each < ways.length; each++) {
                        values[each] = ways[each].read(in);
                    }
                    return made(constructor, values);
                });
    }

    private static Constructor<?> constructor(Class<?> type, Class<?>[] types) {
        try {
            return type.getConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " has no public constructor", e);
        }
    }

    private static Object component(RecordComponent component, Object of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }

    private static Object made(Constructor<?> constructor, Object[] values) throws IOException {
        try {
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IOException("a value that cannot be: " + e.getCause(), e);
        }
    }

    private static Part scalar(Class<?> type) {
        return switch (type.getName()) {
            case "int", "java.lang.Integer" ->
                new Simple((out, value) -> out.writeInt((int) value), DataInput::readInt);
            case "long", "java.lang.Long" ->
                new Simple((out, value) -> out.writeLong((long) value), DataInput::readLong);
            case "boolean", "java.lang.Boolean" ->
                new Simple((out, value) -> out.writeBoolean((boolean) value), DataInput::readBoolean);
            case "java.lang.String" -> new Simple((out, value) -> out.writeUTF((String) value), DataInput::readUTF);
            case "java.time.Duration" ->
                new Simple(
                        (out, value) -> {
                            Duration duration = (Duration) value;
                            out.writeLong(duration.toSeconds());
                            out.writeInt(duration.toNanosPart());
                        },
                        in -> Duration.ofSeconds(in.readLong(), in.readInt()));
            case "java.time.Instant" ->
                new Simple(
                        (out, value) -> {
                            Instant instant = (Instant) value;
                            out.writeLong(instant.getEpochSecond());
                            out.writeInt(instant.getNano());
                        },
                        in -> Instant.ofEpochSecond(in.readLong(), in.readInt()));
            case "java.util.OptionalInt" ->
                new Simple(
                        (out, value) -> {
                            out.writeBoolean(((OptionalInt) value).isPresent());
                            out.writeInt(((OptionalInt) value).orElse(0));
                        },
                        in -> in.readBoolean() ? OptionalInt.of(in.readInt()) : none(in));
            case "java.util.OptionalLong" ->
                new Simple(
                        (out, value) -> {
                            out.writeBoolean(((OptionalLong) value).isPresent());
                            out.writeLong(((OptionalLong) value).orElse(0));
                        },
                        RecordCodec::optionalLong);
            case "dev.baton.wire.ByteView" ->
                new Simple(
                        (out, value) -> {
                            out.writeInt(((ByteView) value).length());
                            out.write(((ByteView) value).copy());
                        },
                        in -> {
                            byte[] bytes = new byte[length(in)];
                            in.readFully(bytes);
                            return ByteView.of(bytes);
                        });
            case "dev.baton.model.HmacKeys" -> new Simple(Keys::write, Keys::read);
            default -> throw new IllegalStateException("nobody has said how a " + type + " is recorded");
        };
    }

    private static Object none(DataInput in) throws IOException {
        in.readInt();
        return OptionalInt.empty();
    }

    private static Object optionalLong(DataInput in) throws IOException {
        boolean present = in.readBoolean();
        long value = in.readLong();
        return present ? OptionalLong.of(value) : OptionalLong.empty();
    }

    /// Keys that are not a record, so that nobody prints them by accident.
    private static final class Keys {
        private static final int IDS = 256;

        static void write(DataOutput out, Object value) throws IOException {
            HmacKeys keys = (HmacKeys) value;
            out.writeInt(keys.active());
            for (int id = 1; id < IDS; id++) {
                byte[] key = keys.contains(id) ? keys.key(id) : new byte[0];
                out.writeByte(key.length);
                out.write(key);
            }
        }

        static Object read(DataInput in) throws IOException {
            int active = in.readInt();
            Map<Integer, String> keys = new HashMap<>();
            for (int id = 1; id < IDS; id++) {
                byte[] key = new byte[in.readUnsignedByte()];
                in.readFully(key);
                if (key.length > 0) {
                    keys.put(id, HexFormat.of().formatHex(key));
                }
            }
            return new HmacKeys(keys, active);
        }
    }
}
