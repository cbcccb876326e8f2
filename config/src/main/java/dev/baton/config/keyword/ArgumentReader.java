package dev.baton.config.keyword;

import dev.baton.config.keyword.Argument.Count;
import dev.baton.config.keyword.Argument.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// Reads the second column of a table row. Shapes: `word`, `int(min..max)`, `decimal(min..max)`, `bool`,
/// `choice(a,b)`, `anycase(a,b)`, `address`, `multicast`, `interface`, `path`, `script`, `name(block)`.
final class ArgumentReader {
    private ArgumentReader() {}

    static List<Argument> arguments(String column) {
        List<Argument> arguments = new ArrayList<>();
        int braces = column.indexOf('{');
        String words = (braces < 0 ? column : column.substring(0, braces)).strip();
        if (!words.isEmpty()) {
            for (String word : words.split("\\s+", -1)) {
                arguments.add(argument(word));
            }
        }
        return arguments;
    }

    static Body body(String column) {
        int braces = column.indexOf('{');
        if (braces < 0) {
            return new Body.None();
        }
        String inside = column.substring(braces + 1, column.indexOf('}', braces));
        return inside.startsWith("block ")
                ? new Body.Keywords(inside.substring("block ".length()))
                : new Body.Lines(inside.substring("lines ".length()));
    }

    private static Argument argument(String text) {
        int colon = text.indexOf(':');
        Count count = text.endsWith("?") ? Count.OPTIONAL : text.endsWith("*") ? Count.MANY : Count.ONE;
        String shape = text.substring(colon + 1, count == Count.ONE ? text.length() : text.length() - 1);
        return new Argument(text.substring(0, colon), shape(shape), count);
    }

    private static Shape shape(String text) {
        int open = text.indexOf('(');
        String kind = open < 0 ? text : text.substring(0, open);
        String inside = open < 0 ? "" : text.substring(open + 1, text.length() - 1);
        return switch (kind) {
            case "word" -> new Shape.Word();
            case "int" -> new Shape.Int(Long.parseLong(bound(inside, 0)), Long.parseLong(bound(inside, 1)));
            case "decimal" -> new Shape.Decimal(millionths(bound(inside, 0)), millionths(bound(inside, 1)));
            case "bool" -> new Shape.Bool();
            case "choice" -> new Shape.Choice(List.of(inside.split(",")), false);
            case "anycase" -> new Shape.Choice(List.of(inside.split(",")), true);
            case "address" -> new Shape.Address();
            case "multicast" -> new Shape.Multicast();
            case "interface" -> new Shape.Interface();
            case "path" -> new Shape.Path();
            case "script" -> new Shape.Script();
            case "name" -> new Shape.Name(inside);
            default -> throw new IllegalStateException("'" + text + "' is not a shape of argument");
        };
    }

    private static String bound(String range, int which) {
        return range.split("\\.\\.", -1)[which];
    }

    private static long millionths(String number) {
        return new BigDecimal(number).movePointRight(6).longValueExact();
    }
}
