package dev.baton.havip.resource;

import java.util.List;

/// A security group. Kept because clients want one for their instances; it filters nothing.
public record SecurityGroup(String id, Meta meta, Phase phase, String vpc, List<String> rules) implements Resource {
    public SecurityGroup {
        rules = List.copyOf(rules);
    }

    @Override
    public SecurityGroup with(Meta newMeta) {
        return new SecurityGroup(id, newMeta, phase, vpc, rules);
    }

    @Override
    public SecurityGroup with(Phase newPhase) {
        return new SecurityGroup(id, meta, newPhase, vpc, rules);
    }

    /// With these rules.
    public SecurityGroup withRules(List<String> newRules) {
        return new SecurityGroup(id, meta, phase, vpc, newRules);
    }
}
