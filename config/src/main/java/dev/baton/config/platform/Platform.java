package dev.baton.config.platform;

import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A place where hosts run whose network is not a plain Ethernet, as data.
///
/// @param name as on the command line: `aliyun-vpc`
/// @param title in a sentence: "an Alibaba Cloud VPC"
/// @param traps what does not work there
/// @param limits how much of something there can be, by name
public record Platform(String name, String title, Map<Trap, Consequence> traps, Map<String, Limit> limits) {
    /// How many hosts one address can be bound to.
    public static final String HOSTS_PER_ADDRESS = "hosts-per-address";
    /// How many addresses one host can be bound to.
    public static final String ADDRESSES_PER_HOST = "addresses-per-host";
    /// How many addresses there can be in one network.
    public static final String ADDRESSES_PER_NETWORK = "addresses-per-network";

    public Platform {
        traps = traps.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(traps));
        limits = Map.copyOf(limits);
    }

    /// The platform of this name.
    public static Optional<Platform> find(String name) {
        return all().stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /// Every platform, in the order of the table.
    public static Collection<Platform> all() {
        return PlatformTable.platforms();
    }

    /// The names of all platforms.
    public static List<String> names() {
        return all().stream().map(Platform::name).toList();
    }

    /// What happens there, if this does not work there.
    public Optional<Consequence> consequence(Trap trap) {
        return Optional.ofNullable(traps.get(trap));
    }

    public Optional<Limit> limit(String limitName) {
        return Optional.ofNullable(limits.get(limitName));
    }

    /// The same with another figure for a limit that it has.
    ///
    /// @throws IllegalArgumentException if it has no limit of this name
    public Platform withLimit(String limitName, long most) {
        Limit known = limit(limitName)
                .orElseThrow(() -> new IllegalArgumentException(
                        name + " has no limit '" + limitName + "'; it has " + String.join(", ", limits.keySet())));
        Map<String, Limit> changed = new LinkedHashMap<>(limits);
        changed.put(limitName, new Limit(most, known.beyond()));
        return new Platform(name, title, traps, changed);
    }

    /// What becomes of it, and what to write instead.
    public record Consequence(String happens, String instead) {}

    /// How much there can be, and what is the case beyond it.
    public record Limit(long most, String beyond) {}
}
