package dev.baton.config.resolve;

import dev.baton.config.keyword.Argument.Shape;
import dev.baton.config.keyword.Keyword;
import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.Word;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/// Reads words as numbers and switches, by keepalived's rules.
final class Values {
    private static final int DIGITS_MAX = 24;

    /// In characters; with six decimals more the number fits a long.
    private static final int SHORT = 12;

    private static final Shape WORD = new Shape.Word();

    private Values() {}

    /// A whole number in base 10, with `+` or `-` allowed.
    static Optional<Long> integer(String text) {
        if (isDecimal(text, false) && text.length() <= SHORT) {
            return Optional.of(digits(text, 0));
        }
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
        if (text.length() <= SHORT) {
            return Optional.of(digits(text, 6));
        }
        BigDecimal millionths = new BigDecimal(text).movePointRight(6).setScale(0, RoundingMode.HALF_UP);
        return millionths.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? Optional.empty()
                : Optional.of(millionths.longValueExact());
    }

    /// A short number's digits as a whole number, with this many decimals and rounded half up: what [#isDecimal] has
    /// accepted, in the only way that large files need.
    private static long digits(String text, int decimals) {
        long value = 0;
        int missing = decimals;
        boolean decimal = false;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '.') {
                decimal = true;
            } else if (c >= '0' && c <= '9' && !decimal) {
                value = value * 10 + (c - '0');
            } else if (c >= '0' && c <= '9' && missing > 0) {
                value = value * 10 + (c - '0');
                missing--;
            } else if (c >= '0' && c <= '9') {
                value += c >= '5' ? 1 : 0;
                break;
            }
        }
        for (; missing > 0; missing--) {
            value *= 10;
        }
        return text.charAt(0) == '-' ? -value : value;
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
        Optional<Word> word = statement.argument(index);
        Optional<Long> value = word.isPresent() ? integer(word.get().text()) : Optional.empty();
        return shape(statement, index) instanceof Shape.Int bounds && !isWithin(value, bounds.min(), bounds.max())
                ? Optional.empty()
                : value;
    }

    /// The same for a decimal value, in millionths.
    static Optional<Long> millionths(Statement statement, int index) {
        Optional<Word> word = statement.argument(index);
        Optional<Long> value = word.isPresent() ? decimal(word.get().text()) : Optional.empty();
        return shape(statement, index) instanceof Shape.Decimal bounds
                        && !isWithin(value, bounds.minMillionths(), bounds.maxMillionths())
                ? Optional.empty()
                : value;
    }

    /// A switch's value; without a word it is on.
    static Optional<Boolean> bool(Statement statement) {
        Optional<Word> word = statement.argument(0);
        return word.isEmpty() ? Optional.of(true) : bool(word.get().text());
    }

    /// True if there is a value and it lies within the bounds.
    static boolean isWithin(Optional<Long> value, long min, long max) {
        return value.isPresent() && value.get() >= min && value.get() <= max;
    }

    private static Shape shape(Statement statement, int index) {
        Optional<Keyword> keyword = statement.keyword();
        return keyword.isPresent() && index < keyword.get().arguments().size()
                ? keyword.get().arguments().get(index).shape()
                : WORD;
    }
}
