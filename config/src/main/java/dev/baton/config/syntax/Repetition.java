package dev.baton.config.syntax;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/// `~SEQ(var, start, step, end) rest` and `~LST(var, a, b) rest`: the rest of a line, once for every value.
///
/// @param variables the names that are defined for each round
/// @param rounds the values of each round, in the order of the names
/// @param header the characters up to and including the closing parenthesis
record Repetition(List<String> variables, Iterable<List<String>> rounds, Text header, Text rest) {
    private static final int VALUES_MAX = 1_000_000;

    /// Where the rest of the line begins: after the closing parenthesis. -1 if there is none.
    static int headerEnd(Text line) {
        int depth = 0;
        for (int at = 0; at < line.length(); at++) {
            char c = line.at(at);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ')' && depth == 0) {
                return at + 1;
            }
        }
        return -1;
    }

    /// Reads a line that starts with `~`, whose definitions in the header have been substituted already.
    static Optional<Repetition> parse(Text header, Text rest) {
        String chars = header.chars();
        int open = chars.indexOf('(');
        if (open < 0) {
            return Optional.empty();
        }
        List<String> parts = Includes.splitTop(chars.substring(open + 1, chars.length() - 1)).stream()
                .map(String::strip)
                .toList();
        return switch (chars.substring(0, open).strip()) {
            case "~SEQ" ->
                sequence(parts, false).map(rounds -> new Repetition(parts.subList(0, 1), rounds, header, rest));
            case "~SEQx" ->
                sequence(parts, true).map(rounds -> new Repetition(parts.subList(0, 1), rounds, header, rest));
            case "~LST" -> list(parts, header, rest);
            default -> Optional.empty();
        };
    }

    private static Optional<Iterable<List<String>>> sequence(List<String> parts, boolean hexadecimal) {
        List<Long> numbers = new ArrayList<>();
        for (String part : parts.subList(1, parts.size())) {
            Optional<Long> number = number(part);
            if (number.isEmpty()) {
                return Optional.empty();
            }
            numbers.add(number.get());
        }
        if (!isName(parts.getFirst()) || numbers.isEmpty() || numbers.size() > 3) {
            return Optional.empty();
        }
        long end = numbers.getLast();
        long direction = end < (numbers.size() == 1 ? 0 : numbers.getFirst()) ? -1 : 1;
        long start = numbers.size() == 1 ? direction : numbers.getFirst();
        long step = numbers.size() == 3 ? numbers.get(1) : direction;
        boolean reaches = step != 0 && (end - start) * Long.signum(step) >= 0;
        if (!reaches || (hexadecimal && (start < 0 || end < 0)) || (end - start) / step >= VALUES_MAX) {
            return Optional.empty();
        }
        return Optional.of(() -> new Counter(start, step, end, hexadecimal));
    }

    private static Optional<Repetition> list(List<String> parts, Text header, Text rest) {
        List<String> names = tuple(parts.getFirst());
        List<List<String>> rounds = new ArrayList<>();
        for (String part : parts.subList(1, parts.size())) {
            List<String> values = new ArrayList<>(names.size() == 1 ? List.of(part) : tuple(part));
            if (values.size() > names.size()) {
                return Optional.empty();
            }
            while (values.size() < names.size()) {
                values.add("");
            }
            rounds.add(values);
        }
        return names.stream().allMatch(Repetition::isName)
                ? Optional.of(new Repetition(names, rounds, header, rest))
                : Optional.empty();
    }

    private static List<String> tuple(String part) {
        return part.startsWith("{") && part.endsWith("}")
                ? Includes.splitTop(part.substring(1, part.length() - 1)).stream()
                        .map(String::strip)
                        .toList()
                : List.of(part);
    }

    private static boolean isName(String text) {
        return !text.isEmpty() && Definitions.Reference.nameEnd(text, 0) == text.length();
    }

    private static Optional<Long> number(String text) {
        try {
            long value = Long.decode(text);
            return Math.abs(value) <= Integer.MAX_VALUE ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /// Counts from start to end, both included.
    private static final class Counter implements Iterator<List<String>> {
        private final long step;
        private final long end;
        private final boolean hexadecimal;
        private long next;

        Counter(long start, long step, long end, boolean hexadecimal) {
            this.step = step;
            this.end = end;
            this.hexadecimal = hexadecimal;
            this.next = start;
        }

        @Override
        public boolean hasNext() {
            return step > 0 ? next <= end : next >= end;
        }

        @Override
        public List<String> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            long value = next;
            next += step;
            return List.of(hexadecimal ? Long.toHexString(value) : Long.toString(value));
        }
    }
}
