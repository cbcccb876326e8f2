package dev.baton.config.resolve;

import dev.baton.config.keyword.Argument.Shape;
import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.Word;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/// Reads words as numbers and switches, by keepalived's rules.
final class Values {
    private static final int DIGITS_MAX = 24;

    private Values() {}

    /// A whole number in base 10, with `+` or `-` allowed.
    static Optional<Long> integer(String text) {
        try {
            return text.length() <= DIGITS_MAX && isDecimal(text, false)
                    ? Optional.of(Long.valueOf(text))
                    : Optional.empty();
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }

    /// A number with decimals, in millionths; more than six decimals are rounded half up.
    static Optional<Long> decimal(String text) {
        if (text.length() > DIGITS_MAX || !isDecimal(text, true)) {
            return Optional.empty();
        }
        BigDecimal millionths = new BigDecimal(text).movePointRight(6).setScale(0, RoundingMode.HALF_UP);
        return millionths.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? Optional.empty()
                : Optional.of(millionths.longValueExact());
    }

    private static boolean isDecimal(String text, boolean point) {
        int digits = 0;
        boolean pointAllowed = point;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == '.' && pointAllowed) {
                pointAllowed = false;
            } else if (at > 0 || (c != '-' && c != '+')) {
                return false;
            }
        }
        return digits > 0;
    }

    /// `on`, `true`, `yes`: true; `off`, `false`, `no`: false.
    static Optional<Boolean> bool(String text) {
        return switch (text) {
            case "on", "true", "yes" -> Optional.of(true);
            case "off", "false", "no" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /// A statement's value at this place, if it is a number within the keyword's bounds.
    static Optional<Long> number(Statement statement, int index) {
        return statement
                .argument(index)
                .flatMap(word -> integer(word.text()))
                .filter(value -> !(shape(statement, index) instanceof Shape.Int(long min, long max))
                        || (value >= min && value <= max));
    }

    /// The same for a decimal value, in millionths.
    static Optional<Long> millionths(Statement statement, int index) {
        return statement
                .argument(index)
                .flatMap(word -> decimal(word.text()))
                .filter(value -> !(shape(statement, index) instanceof Shape.Decimal(long min, long max))
                        || (value >= min && value <= max));
    }

    /// A switch's value; without a word it is on.
    static Optional<Boolean> bool(Statement statement) {
        Optional<Word> word = statement.argument(0);
        return word.isEmpty() ? Optional.of(true) : bool(word.get().text());
    }

    private static Shape shape(Statement statement, int index) {
        return statement
                .keyword()
                .filter(keyword -> index < keyword.arguments().size())
                .map(keyword -> keyword.arguments().get(index).shape())
                .orElseGet(Shape.Word::new);
    }
}
