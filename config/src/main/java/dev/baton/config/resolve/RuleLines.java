package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.syntax.Statement;
import dev.baton.model.IpFamily;
import dev.baton.model.RuleSpec;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Reads one line of `virtual_rules` or `static_rules`.
final class RuleLines {
    private static final Set<String> ACTIONS = Set.of("table", "goto", "nop", "blackhole", "unreachable", "prohibit");

    private final Resolution resolution;
    private final Statement line;
    private final OptionLine options;
    private final Map<String, String> selectors = new TreeMap<>();
    private Optional<IpFamily> family = Optional.empty();
    private Optional<OptionLine.Option> action = Optional.empty();

    private RuleLines(Resolution resolution, Statement line, String grammar) {
        this.resolution = resolution;
        this.line = line;
        this.options = new OptionLine(resolution, line, grammar, 0);
    }

    /// The rule, or nothing with a finding.
    static Optional<RuleSpec> read(Resolution resolution, Statement line, String grammar) {
        return new RuleLines(resolution, line, grammar).read();
    }

    private Optional<RuleSpec> read() {
        while (options.hasNext()) {
            if (options.peek().text().equals("type")) {
                options.take();
            } else {
                options.next().ifPresent(this::option);
            }
        }
        if (action.isEmpty() && !selectors.containsKey("l3mdev")) {
            resolution.report(Finding.of(Code.RULE_WITHOUT_ACTION, line.span()));
            return Optional.empty();
        }
        // the routing domain's own table is looked in
        String target = action.map(OptionLine.Option::value).orElse("");
        boolean inverted = selectors.remove("not") != null;
        boolean tracked = selectors.remove("no_track") == null;
        Optional<String> group = Optional.ofNullable(selectors.remove("track_group"));
        Optional<Long> preference =
                Optional.ofNullable(selectors.remove("metric")).flatMap(RuleLines::number);
        return Optional.of(new RuleSpec(
                family.orElse(IpFamily.IPV4),
                selectors,
                action.map(OptionLine.Option::name).orElse("table"),
                target.isEmpty() ? Optional.empty() : Optional.of(target),
                inverted,
                preference,
                tracked,
                group));
    }

    private void option(OptionLine.Option option) {
        if (ACTIONS.contains(option.name())) {
            action = Optional.of(option);
            return;
        }
        switch (option.name()) {
            case "inet" -> family = Optional.of(IpFamily.IPV4);
            case "inet6" -> family = Optional.of(IpFamily.IPV6);
            case "from", "to" -> prefix(option);
            default -> selectors.put(option.word().text().equals("oif") ? "oif" : option.name(), option.value());
        }
    }

    private void prefix(OptionLine.Option option) {
        selectors.put(option.name(), option.value());
        if (option.value().equals("all")
                || option.value().equals("default")
                || option.value().equals("any")) {
            return;
        }
        AddressLines.prefix(option.value())
                .ifPresentOrElse(
                        prefix -> family = Optional.of(prefix.family()),
                        () -> resolution.report(
                                Finding.of(Code.INVALID_PREFIX, option.word().span())
                                        .with("value", option.value())));
    }

    /// Keepalived reads a rule's order in base 10, 16 or 8.
    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.decode(text)).filter(value -> value >= 0 && value <= 0xffff_ffffL);
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
