package dev.baton.it.guest;

import dev.baton.dataplane.Operation;
import dev.baton.dataplane.SyncDaemon;
import dev.baton.dataplane.SyncDaemon.Role;
import dev.baton.linux.IpvsLoadBalancer;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import java.util.List;
import java.util.Optional;

/// Runs in a guest with an interface `eth0`: starts both sync daemons and shows them as the kernel has them.
final class IpvsSync {
    private IpvsSync() {}

    public static void main(String[] none) {
        try (IpvsLoadBalancer kernel = IpvsLoadBalancer.open()) {
            SyncDaemon master = new SyncDaemon(
                    Role.MASTER,
                    new InterfaceName("eth0"),
                    51,
                    Optional.of(1400),
                    Optional.of(IpAddress.of("224.0.0.99")),
                    Optional.of(9000),
                    Optional.of(3));
            SyncDaemon backup = new SyncDaemon(
                    Role.BACKUP,
                    new InterfaceName("eth0"),
                    52,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            System.out.println(kernel.apply(List.of(new Operation.StartSync(master), new Operation.StartSync(backup))));
            System.out.println(kernel.services().daemons().equals(List.of(master, backup)));
            System.out.println(kernel.restore());
        }
    }
}
