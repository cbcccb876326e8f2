package dev.baton.daemon.host;

import dev.baton.model.InterfaceName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The interfaces on which deleting the first address of a network keeps the others
/// (`net.ipv4.conf.IF.promote_secondaries`); put back as it was at the end.
public final class PromoteSecondaries {
    private static final String ON = "1";

    private final Path settings;
    private final Map<InterfaceName, String> before = new HashMap<>();

    /// In the network namespace of the calling thread.
    public PromoteSecondaries() {
        this(Path.of("/proc/sys/net/ipv4/conf"));
    }

    PromoteSecondaries(Path settings) {
        this.settings = settings;
    }

    /// Turns it on for these interfaces and back for others.
    ///
    /// @return why it could not be done, if it could not
    public Optional<String> on(Set<InterfaceName> interfaces) {
        try {
            for (InterfaceName device : Set.copyOf(before.keySet())) {
                if (!interfaces.contains(device)) {
                    restore(device);
                }
            }
            for (InterfaceName device : interfaces) {
                Path setting = setting(device);
                if (!before.containsKey(device) && Files.exists(setting)) {
                    before.put(
                            device,
                            Files.readString(setting, StandardCharsets.UTF_8).strip());
                    Files.writeString(setting, ON);
                }
            }
            return Optional.empty();
        } catch (IOException refused) {
            return Optional.of("promote_secondaries: " + refused.getMessage());
        }
    }

    private void restore(InterfaceName device) throws IOException {
        String value = before.remove(device);
        if (value != null && Files.exists(setting(device))) {
            Files.writeString(setting(device), value);
        }
    }

    private Path setting(InterfaceName device) {
        return settings.resolve(device.value()).resolve("promote_secondaries");
    }
}
