package dev.baton.dataplane;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import java.util.Optional;

/// The kernel thread that tells other machines of connections, or hears of theirs (`lvs_sync_daemon`).
///
/// @param id 0 to 255, the same on all machines
/// @param maxLength bytes of a message; empty means the kernel's default, and so on
public record SyncDaemon(
        Role role,
        InterfaceName device,
        int id,
        Optional<Integer> maxLength,
        Optional<IpAddress> group,
        Optional<Integer> port,
        Optional<Integer> ttl) {
    public SyncDaemon {
        if (id < 0 || id > 255) {
            throw new IllegalArgumentException("sync id " + id + " is outside 0 to 255");
        }
    }

    /// Which of the two it is; one of each may run.
    public enum Role {
        MASTER,
        BACKUP
    }
}
