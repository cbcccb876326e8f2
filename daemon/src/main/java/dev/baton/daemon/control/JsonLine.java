package dev.baton.daemon.control;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// Maps, lists, texts, numbers and booleans as JSON on one line (RFC 8259), without a library that the daemon would
/// have to carry.
public final class JsonLine {
    private final StringBuilder text = new StringBuilder();

    private JsonLine() {}

    /// Ends with a line feed; there is none before.
    ///
    /// @throws IllegalArgumentException if there is anything else in it
    public static String of(Object tree) {
        JsonLine line = new JsonLine();
        line.value(tree);
        return line.text.append('\n').toString();
    }

    private void value(Object value) {
        switch (value) {
            case Map<?, ?> map -> object(map);
            case List<?> list -> array(list);
            case CharSequence word -> word(word);
            case Boolean yes -> text.append(yes);
            case Double number
            when !Double.isFinite(number) -> throw new IllegalArgumentException("JSON knows no " + number);
            case Number number -> text.append(number);
            default -> throw new IllegalArgumentException("not for JSON: " + value.getClass());
        }
    }

    private void object(Map<?, ?> map) {
        text.append('{');
        for (Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator(); entries.hasNext(); ) {
            Map.Entry<?, ?> entry = entries.next();
            word(String.valueOf(entry.getKey()));
            text.append(':');
            value(entry.getValue());
            text.append(entries.hasNext() ? "," : "");
        }
        text.append('}');
    }

    private void array(List<?> list) {
        text.append('[');
        for (int index = 0; index < list.size(); index++) {
            text.append(index > 0 ? "," : "");
            value(list.get(index));
        }
        text.append(']');
    }

    private void word(CharSequence word) {
        text.append('"');
        for (int index = 0; index < word.length(); index++) {
            char letter = word.charAt(index);
            switch (letter) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                default -> {
                    if (letter < ' ' || Character.isSurrogate(letter)) {
                        escaped(letter);
                    } else {
                        text.append(letter);
                    }
                }
            }
        }
        text.append('"');
    }

    private void escaped(char letter) {
        text.append("\\u%04x".formatted((int) letter));
    }
}
