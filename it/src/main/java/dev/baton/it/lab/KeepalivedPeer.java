package dev.baton.it.lab;

import java.util.List;

/// The distribution's keepalived, VRRP only: its checkers end the whole program on a kernel without IPVS.
public final class KeepalivedPeer extends Daemon {
    public KeepalivedPeer(Host host, String configuration) {
        super(host, configuration);
    }

    @Override
    public String product() {
        return "keepalived";
    }

    @Override
    List<String> words() {
        return List.of("keepalived", "-n", "-l", "-G", "-D", "-P", "-f", FILE);
    }
}
