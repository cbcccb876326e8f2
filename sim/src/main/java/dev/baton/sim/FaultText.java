package dev.baton.sim;

import dev.baton.model.IpAddress;
import dev.baton.model.Priority;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The language in which faults are written.
///
/// ```
/// at TIME FAULT
///
/// poweroff NODE             poweron NODE            crash NODE      link down NODE
/// stop NODE                 start NODE              stall NODE for LENGTH
/// link up NODE              delete ADDRESS NODE     reload NODE     heal
/// priority NODE 1…254
/// partition NODE[,NODE…]|NODE[,NODE…] [for LENGTH]  oneway NODE>NODE [for LENGTH]
/// loss PERCENT% [for LENGTH]                        duplicate PERCENT% [for LENGTH]
/// delay LENGTH [for LENGTH]                         clog NODE [for LENGTH]
/// ```
///
/// TIME and LENGTH are numbers with a unit: `500us`, `20ms`, `1.5s`, `10m`, `2h`.
public final class FaultText {
    private static final String WORDS =
            "poweroff, poweron, crash, stop, start, reload, priority, stall, link, delete, partition, oneway, loss, duplicate, delay, "
                    + "clog or heal";

    private FaultText() {}

    /// What became of a text.
    public sealed interface Parsed<T> {
        /// It means this.
        record Understood<T>(T value) implements Parsed<T> {}

        /// It means nothing.
        ///
        /// @param sentence what is wrong with it and what is expected, for a person
        record NotUnderstood<T>(String sentence) implements Parsed<T> {}
    }

    /// Reads `at TIME FAULT`. Every node must be one of `nodes`.
    public static Parsed<TimedFault> timed(String text, Set<String> nodes) {
        List<String> words = words(text);
        if (words.size() < 3 || !words.getFirst().equals("at")) {
            return new Parsed.NotUnderstood<>("'" + text + "': expected 'at TIME FAULT', such as 'at 5s poweroff "
                    + nodes.stream().sorted().findFirst().orElse("NODE") + "'");
        }
        try {
            Duration at = requireDuration(words.get(1));
            return new Parsed.Understood<>(new TimedFault(at, read(words.subList(2, words.size()), nodes)));
        } catch (Mistake mistake) {
            return new Parsed.NotUnderstood<>("'" + text + "': " + mistake.getMessage());
        }
    }

    /// Reads a fault without its time.
    public static Parsed<Fault> fault(String text, Set<String> nodes) {
        try {
            return new Parsed.Understood<>(read(words(text), nodes));
        } catch (Mistake mistake) {
            return new Parsed.NotUnderstood<>("'" + text + "': " + mistake.getMessage());
        }
    }

    /// Reads a number with a unit; empty if it is none.
    public static Optional<Duration> parseDuration(String text) {
        for (Unit unit : Unit.values()) {
            if (text.endsWith(unit.suffix)) {
                return number(text.substring(0, text.length() - unit.suffix.length()))
                        .map(number -> Duration.ofNanos(
                                number.multiply(BigDecimal.valueOf(unit.nanos)).longValue()));
            }
        }
        return Optional.empty();
    }

    private static Optional<BigDecimal> number(String text) {
        boolean plain = !text.isEmpty() && text.length() <= 12 && text.chars().allMatch(c -> c == '.' || isDigit(c));
        boolean oneDot = text.indexOf('.') == text.lastIndexOf('.') && !text.startsWith(".") && !text.endsWith(".");
        return plain && oneDot ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /// The shortest text that [#parseDuration] reads as the same.
    static String duration(Duration duration) {
        long nanos = duration.toNanos();
        for (Unit unit : Unit.LARGEST_FIRST) {
            boolean readable = nanos % unit.nanos == 0 || (unit == Unit.SECONDS && nanos > unit.nanos);
            if (readable && nanos >= unit.nanos) {
                BigDecimal number = BigDecimal.valueOf(nanos).divide(BigDecimal.valueOf(unit.nanos));
                return number.stripTrailingZeros().toPlainString() + unit.suffix;
            }
        }
        return nanos + "ns";
    }

    static String forLength(Duration length) {
        return length.equals(Fault.FOR_EVER) ? "" : " for " + duration(length);
    }

    private enum Unit {
        NANOS("ns", 1L),
        MICROS("us", 1_000L),
        MILLIS("ms", 1_000_000L),
        SECONDS("s", 1_000_000_000L),
        MINUTES("m", 60_000_000_000L),
        HOURS("h", 3_600_000_000_000L);

        private static final List<Unit> LARGEST_FIRST =
                Arrays.asList(values()).reversed().stream().toList();
        private final String suffix;
        private final long nanos;

        Unit(String suffix, long nanos) {
            this.suffix = suffix;
            this.nanos = nanos;
        }
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static Fault read(List<String> words, Set<String> nodes) throws Mistake {
        Words rest = new Words(words, nodes);
        String verb = rest.next("a fault: " + WORDS);
        Fault fault = switch (verb) {
            case "poweroff" -> new Fault.PowerOff(rest.node());
            case "poweron" -> new Fault.PowerOn(rest.node());
            case "crash" -> new Fault.Crash(rest.node());
            case "stop" -> new Fault.Stop(rest.node());
            case "start" -> new Fault.Start(rest.node());
            case "reload" -> new Fault.Reload(rest.node());
            case "priority" -> new Fault.Reprioritise(rest.node(), rest.priority());
            case "stall" -> new Fault.Stall(rest.node(), rest.requireLength());
            case "link" -> readLink(rest);
            case "delete" -> new Fault.Delete(rest.address(), rest.node());
            case "partition" -> new Fault.Partition(rest.sides(), rest.length());
            case "oneway" -> readOneWay(rest);
            case "loss" -> new Fault.Loss(rest.percent(), rest.length());
            case "duplicate" -> new Fault.Duplicate(rest.percent(), rest.length());
            case "delay" -> new Fault.Delay(requireDuration(rest.next("how long")), rest.length());
            case "clog" -> new Fault.Clog(rest.node(), rest.length());
            case "heal" -> new Fault.Heal();
            default -> throw new Mistake("'" + verb + "' is no fault; expected " + WORDS);
        };
        rest.end();
        return fault;
    }

    private static Fault readLink(Words rest) throws Mistake {
        String way = rest.next("'up' or 'down'");
        return switch (way) {
            case "up" -> new Fault.LinkUp(rest.node());
            case "down" -> new Fault.LinkDown(rest.node());
            default -> throw new Mistake("a link goes 'up' or 'down', not '" + way + "'");
        };
    }

    private static Fault readOneWay(Words rest) throws Mistake {
        List<String> ends = List.of(rest.next("FROM>TO").split(">", -1));
        if (ends.size() != 2) {
            throw new Mistake("expected FROM>TO");
        }
        return new Fault.OneWay(rest.known(ends.getFirst()), rest.known(ends.getLast()), rest.length());
    }

    private static Duration requireDuration(String text) throws Mistake {
        return parseDuration(text)
                .orElseThrow(
                        () -> new Mistake("'" + text + "' is no length of time; expected such as 20ms, 1.5s, 10m"));
    }

    /// Words that are read one after the other.
    private static final class Words {
        private final List<String> words;
        private final Set<String> nodes;
        private int at;

        private Words(List<String> words, Set<String> nodes) {
            this.words = words;
            this.nodes = nodes;
        }

        private String next(String expected) throws Mistake {
            if (at == words.size()) {
                throw new Mistake("it ends where " + expected + " is expected");
            }
            return words.get(at++);
        }

        private void end() throws Mistake {
            if (at < words.size()) {
                throw new Mistake("'" + words.get(at) + "' is one word too many");
            }
        }

        private String node() throws Mistake {
            return known(next("a node"));
        }

        private String known(String name) throws Mistake {
            if (!nodes.contains(name)) {
                throw new Mistake("there is no node '" + name + "'; there is "
                        + nodes.stream().sorted().collect(Collectors.joining(", ")));
            }
            return name;
        }

        private IpAddress address() throws Mistake {
            String text = next("an address");
            return IpAddress.parse(text).orElseThrow(() -> new Mistake("'" + text + "' is no IP address"));
        }

        private Priority priority() throws Mistake {
            String text = next("a priority");
            boolean isNumber = text.length() <= 3 && text.chars().allMatch(FaultText::isDigit);
            int value = isNumber ? Integer.parseInt(text) : 0;
            if (value < 1 || value > 254) {
                throw new Mistake("'" + text + "' is no priority that can be changed to; expected 1 to 254");
            }
            return new Priority(value);
        }

        private int percent() throws Mistake {
            String text = next("a percentage");
            String digits = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
            if (digits.isEmpty() || digits.length() > 3 || !digits.chars().allMatch(FaultText::isDigit)) {
                throw new Mistake("'" + text + "' is no percentage; expected such as 20%");
            }
            int percent = Integer.parseInt(digits);
            if (percent > 100) {
                throw new Mistake(percent + "% is more than everything");
            }
            return percent;
        }

        private List<Set<String>> sides() throws Mistake {
            List<Set<String>> sides = new java.util.ArrayList<>();
            for (String side : next("the sides, such as ha1|ha2").split("\\|", -1)) {
                Set<String> names = new java.util.TreeSet<>();
                for (String name : side.split(",", -1)) {
                    names.add(known(name));
                }
                sides.add(names);
            }
            if (sides.size() < 2) {
                throw new Mistake("a partition has two sides or more, with '|' between them");
            }
            return sides;
        }

        private Duration requireLength() throws Mistake {
            if (at == words.size()) {
                throw new Mistake("it ends where 'for LENGTH' is expected");
            }
            return length();
        }

        private Duration length() throws Mistake {
            if (at == words.size()) {
                return Fault.FOR_EVER;
            }
            String word = next("'for'");
            if (!word.equals("for")) {
                throw new Mistake("expected 'for LENGTH' and found '" + word + "'");
            }
            return requireDuration(next("how long"));
        }
    }

    /// A text that is not understood, on its way to [Parsed.NotUnderstood].
    private static final class Mistake extends Exception {
        private static final long serialVersionUID = 1L;

        private Mistake(String message) {
            super(message);
        }
    }
}
