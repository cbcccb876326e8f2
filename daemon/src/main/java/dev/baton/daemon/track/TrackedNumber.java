package dev.baton.daemon.track;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The number in a tracked file, as C's `strtol` reads it: `0x` for hexadecimal, `0` for octal, what follows the
/// digits does not matter, and no digits at all are 0.
final class TrackedNumber {
    private static final Pattern NUMBER = Pattern.compile("\\s*([+-]?)(0[xX][0-9a-fA-F]+|[0-9]+).*", Pattern.DOTALL);
    private static final Pattern OCTAL = Pattern.compile("0[0-7]*");
    private static final int DIGITS_MAX = 15;

    private TrackedNumber() {}

    /// The number; empty if it lies outside -2147483648 to 2147483647.
    static OptionalLong parse(String text) {
        Matcher found = NUMBER.matcher(text);
        if (!found.matches()) {
            return OptionalLong.of(0);
        }
        String sign = text.substring(found.start(1), found.end(1));
        long size = size(text.substring(found.start(2), found.end(2)));
        long value = sign.equals("-") ? -size : size;
        return value < Integer.MIN_VALUE || value > Integer.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static long size(String digits) {
        if (digits.startsWith("0x") || digits.startsWith("0X")) {
            return size(digits.substring(2), 16);
        }
        if (digits.startsWith("0")) {
            Matcher octal = OCTAL.matcher(digits);
            return octal.lookingAt() ? size(digits.substring(0, octal.end()), 8) : 0;
        }
        return size(digits, 10);
    }

    private static long size(String digits, int radix) {
        return digits.replaceFirst("^0+", "").length() > DIGITS_MAX ? Long.MAX_VALUE : Long.parseLong(digits, radix);
    }
}
