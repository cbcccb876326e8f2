package dev.baton.config.render;

import dev.baton.config.keyword.Argument;
import dev.baton.config.keyword.Argument.Shape;
import dev.baton.config.keyword.Body;
import dev.baton.config.keyword.Keyword;
import dev.baton.config.keyword.State;
import java.math.BigDecimal;

/// One keyword's row in words.
final class Usage {
    private Usage() {}

    /// `priority PRIORITY`, `vrrp_instance NAME { … }`: what may be left out is in brackets.
    static String line(Keyword keyword) {
        StringBuilder line = new StringBuilder(keyword.name());
        for (Argument argument : keyword.arguments()) {
            line.append(
                    switch (argument.count()) {
                        case ONE -> " " + argument.name();
                        case OPTIONAL -> " [" + argument.name() + "]";
                        case MANY -> " [" + argument.name() + " …]";
                    });
        }
        return line.append(keyword.opensBlock() ? " { … }" : "").toString();
    }

    /// What the arguments may be: "PRIORITY: 1 to 255"; empty if anything goes.
    static String bounds(Keyword keyword) {
        StringBuilder bounds = new StringBuilder();
        for (Argument argument : keyword.arguments()) {
            String shape = shape(argument.shape());
            if (!shape.isEmpty()) {
                bounds.append(bounds.isEmpty() ? "" : "; ")
                        .append(argument.name())
                        .append(": ")
                        .append(shape);
            }
        }
        return bounds.toString();
    }

    private static String shape(Shape shape) {
        return switch (shape) {
            case Shape.Int(long min, long max) -> min + " to " + max;
            case Shape.Decimal(long min, long max) -> decimal(min) + " to " + decimal(max);
            case Shape.Bool _ -> "on, true, yes, off, false or no";
            case Shape.Choice choice -> String.join(", ", choice.words()) + (choice.anyCase() ? " in any case" : "");
            case Shape.Address _ -> "an IPv4 or IPv6 address";
            case Shape.Multicast _ -> "a multicast address";
            case Shape.Interface _ -> "an interface";
            case Shape.Path _ -> "a path";
            case Shape.Script _ -> "a command, quoted if it has parameters";
            case Shape.Name(String block) -> "the name of a " + block;
            case Shape.Word _ -> "";
        };
    }

    static String decimal(long millionths) {
        return BigDecimal.valueOf(millionths, 6).stripTrailingZeros().toPlainString();
    }

    /// What stands in the braces, if anything does: the section's name.
    static String inside(Keyword keyword) {
        return switch (keyword.body()) {
            case Body.None _ -> "";
            case Body.Keywords(String block) -> block;
            case Body.Lines(String grammar) -> grammar;
        };
    }

    /// What Baton does with it, with the reason or the replacement.
    static String state(Keyword keyword) {
        String state = switch (keyword.state()) {
            case State.Works _, State.NotYet _ -> keyword.state().word();
            case State.NoEffect(String reason) -> "no effect: " + reason;
            case State.Dropped(String replacement) -> "dropped: " + replacement;
        };
        return keyword.synonymOf().map(other -> "write " + other + "; ").orElse("") + state;
    }
}
