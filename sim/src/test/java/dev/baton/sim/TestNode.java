package dev.baton.sim;

import dev.baton.model.AdvertRules;
import dev.baton.model.Announcing;
import dev.baton.model.Authentication;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.IpPrefix;
import dev.baton.model.Preemption;
import dev.baton.model.Priority;
import dev.baton.model.RouterState;
import dev.baton.model.Transport;
import dev.baton.model.VirtualAddress;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.model.Vrid;
import dev.baton.model.VrrpSpec;
import dev.baton.model.VrrpVersion;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A node for tests and transcripts, written in words: `address=10.0.0.1 priority=120 peers=10.0.0.2 nopreempt`.
final class TestNode {
    private static final InterfaceName ETH0 = new InterfaceName("eth0");

    private String address = "10.0.0.1";
    private Software software = Software.BATON;
    private VrrpVersion version = VrrpVersion.V2;
    private int priority = 100;
    private Duration interval = Duration.ofSeconds(1);
    private List<String> peers = List.of();
    private List<String> virtual = List.of("172.16.0.222/16");
    private Preemption preemption = Preemption.DEFAULT;
    private Authentication authentication = new Authentication.None();
    private int drift;

    /// Reads the words; refuses what it does not know.
    static NodeSpec of(String name, String words) {
        TestNode node = new TestNode();
        Arrays.stream(words.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .forEach(node::take);
        return node.build(name);
    }

    private void take(String word) {
        String value = word.substring(word.indexOf('=') + 1);
        switch (word.substring(0, Math.max(0, word.indexOf('=')))) {
            case "address" -> address = value;
            case "software" -> software = Software.valueOf(value.toUpperCase(java.util.Locale.ROOT));
            case "version" -> version = VrrpVersion.valueOf("V" + value);
            case "priority" -> priority = Integer.parseInt(value);
            case "interval" -> interval = duration(value);
            case "peers" -> peers = List.of(value.split(","));
            case "vip" -> virtual = List.of(value.split(","));
            case "password" -> authentication = new Authentication.Password(value);
            case "preempt_delay" -> preemption = new Preemption.Preempt(duration(value));
            case "drift" -> drift = Integer.parseInt(value);
            case "" -> {
                if (!word.equals("nopreempt")) {
                    throw new IllegalArgumentException(word);
                }
                preemption = new Preemption.NoPreempt();
            }
            default -> throw new IllegalArgumentException(word);
        }
    }

    private static Duration duration(String text) {
        return FaultText.parseDuration(text).orElseThrow();
    }

    private NodeSpec build(String name) {
        IpFamily family = IpAddress.of(address).family();
        VirtualRouterSpec spec = new VirtualRouterSpec(
                "VI_1",
                Optional.of(ETH0),
                new Vrid(51),
                family,
                version,
                RouterState.BACKUP,
                new Priority(priority),
                interval,
                3,
                authentication,
                transport(family),
                virtual.stream().map(TestNode::virtualAddress).toList(),
                List.of(),
                preemption,
                Announcing.DEFAULT,
                AdvertRules.DEFAULT);
        return new NodeSpec(
                name,
                VrrpSpec.of(List.of(spec)),
                software,
                Map.of(ETH0, List.of(IpAddress.of(address))),
                new DriftingClock(0, drift));
    }

    private Transport transport(IpFamily family) {
        Optional<IpAddress> source = Optional.of(IpAddress.of(address));
        if (peers.isEmpty()) {
            return new Transport.Multicast(source, IpAddress.of(family == IpFamily.IPV4 ? "224.0.0.18" : "ff02::12"));
        }
        List<Transport.Peer> list =
                peers.stream().map(IpAddress::of).map(Transport.Peer::new).toList();
        return new Transport.Unicast(source, list, Optional.empty(), false);
    }

    private static VirtualAddress virtualAddress(String text) {
        int slash = text.indexOf('/');
        return VirtualAddress.of(
                new IpPrefix(IpAddress.of(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1))));
    }
}
