package dev.baton.model;

import java.util.Map;
import java.util.Optional;

/// One line of `virtual_rules` or `static_rules`.
///
/// @param selectors what a packet must match, by keyword, synonyms replaced, values as they were written
/// @param action `table`, `goto`, `nop`, `blackhole`, `unreachable` or `prohibit`
/// @param target the action's table or rule, if it has one
/// @param inverted the rule applies to what does not match (`not`)
/// @param preference empty means that one is allocated, counting down from 16384
/// @param tracked false after `no_track`
/// @param trackGroup of a static rule
public record RuleSpec(
        IpFamily family,
        Map<String, String> selectors,
        String action,
        Optional<String> target,
        boolean inverted,
        Optional<Long> preference,
        boolean tracked,
        Optional<String> trackGroup) {
    public RuleSpec {
        selectors = Map.copyOf(selectors);
    }
}
