package dev.baton.config.source;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a configuration's meaning depends on besides its text. Nothing is looked up behind the caller's back.
///
/// @param configId what `@id` lines are compared with (`-i`; by default the host's name up to the first dot)
/// @param hostName the host's full name: `router_id` unless configured
/// @param interfaces the interfaces that exist, or are assumed to; empty means that existence is not checked
/// @param environment for `${_ENV NAME}`
/// @param randomSeed for `${_RANDOM}` unless `random_seed` is configured
/// @param includeChecks check every include strictly (`-e`, `--all-config`)
/// @param pathFacts facts about script files; empty means that they are not checked
public record ReadOptions(
        String configId,
        String hostName,
        Optional<Set<String>> interfaces,
        Map<String, String> environment,
        long randomSeed,
        boolean includeChecks,
        Optional<PathFacts> pathFacts) {
    public ReadOptions {
        interfaces = interfaces.map(Set::copyOf);
        environment = Map.copyOf(environment);
    }

    /// For a host of this name, with nothing else known about it.
    public static ReadOptions forHost(String hostName) {
        int dot = hostName.indexOf('.');
        String configId = dot < 0 ? hostName : hostName.substring(0, dot);
        return new ReadOptions(configId, hostName, Optional.empty(), Map.of(), 0, false, Optional.empty());
    }

    public ReadOptions withConfigId(String id) {
        return new ReadOptions(id, hostName, interfaces, environment, randomSeed, includeChecks, pathFacts);
    }

    /// The same, with the interfaces that are known to exist.
    public ReadOptions withInterfaces(Set<String> names) {
        return new ReadOptions(
                configId, hostName, Optional.of(names), environment, randomSeed, includeChecks, pathFacts);
    }

    public ReadOptions withEnvironment(Map<String, String> variables) {
        return new ReadOptions(configId, hostName, interfaces, variables, randomSeed, includeChecks, pathFacts);
    }

    public ReadOptions withRandomSeed(long seed) {
        return new ReadOptions(configId, hostName, interfaces, environment, seed, includeChecks, pathFacts);
    }

    public ReadOptions withIncludeChecks() {
        return new ReadOptions(configId, hostName, interfaces, environment, randomSeed, true, pathFacts);
    }

    public ReadOptions withPathFacts(PathFacts facts) {
        return new ReadOptions(
                configId, hostName, interfaces, environment, randomSeed, includeChecks, Optional.of(facts));
    }
}
