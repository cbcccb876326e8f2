package dev.baton.health;

import dev.baton.model.CheckerSpec;
import dev.baton.model.CheckerSpec.Endpoint;
import dev.baton.model.CheckerSpec.Timing;
import dev.baton.model.IpAddress;
import dev.baton.model.RealServerSpec;
import dev.baton.model.Script;
import dev.baton.model.ServerId;
import dev.baton.model.ServiceId;
import dev.baton.model.VirtualServerSpec;
import dev.baton.model.VirtualServerSpec.Forwarding;
import dev.baton.model.VirtualServerSpec.Protocol;
import dev.baton.model.VirtualServerSpec.Service;
import dev.baton.model.VirtualServerSpec.SorryServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Virtual servers as the tests need them: what is not said is as keepalived has it.
final class Fixtures {
    static final Timing EVERY_6S =
            new Timing(1, Duration.ofSeconds(3), Duration.ofSeconds(6), Duration.ZERO, false, false);

    private Fixtures() {}

    static Endpoint endpoint(String address) {
        return new Endpoint(IpAddress.of(address), 80, Optional.empty(), 0, Optional.empty(), Duration.ofSeconds(2), 0);
    }

    static CheckerSpec tcp(String address, Timing timing) {
        return new CheckerSpec.Tcp(timing, endpoint(address));
    }

    static Timing timing(int retries, boolean alpha) {
        return new Timing(retries, Duration.ofSeconds(3), Duration.ofSeconds(6), Duration.ZERO, alpha, false);
    }

    static Script script(String name) {
        return new Script(List.of(name), Optional.empty(), Optional.empty(), false);
    }

    static RealServerSpec server(String address, long weight, CheckerSpec... checkers) {
        return new RealServerSpec(
                IpAddress.of(address),
                80,
                weight,
                Forwarding.NAT,
                OptionalLong.empty(),
                OptionalLong.empty(),
                false,
                Optional.of(script("up-" + address)),
                Optional.of(script("down-" + address)),
                true,
                List.of(checkers));
    }

    static ServiceId web() {
        return ServiceId.of(List.of(new Web().build())).getFirst();
    }

    static ServerId id(String address) {
        return new ServerId(web(), IpAddress.of(address), 80);
    }

    /// The virtual server 10.0.0.1:80.
    static final class Web {
        private long quorum = 1;
        private long hysteresis;
        private boolean suspends;
        private boolean omega;
        private boolean mails;
        private Optional<SorryServer> sorry = Optional.empty();
        private final List<RealServerSpec> servers = new ArrayList<>();

        Web quorum(long weight, long by) {
            quorum = weight;
            hysteresis = by;
            return this;
        }

        Web suspends() {
            suspends = true;
            return this;
        }

        Web omega() {
            omega = true;
            return this;
        }

        Web mails() {
            mails = true;
            return this;
        }

        Web sorry(String address) {
            sorry = Optional.of(new SorryServer(IpAddress.of(address), 80, Forwarding.NAT, false));
            return this;
        }

        Web server(RealServerSpec server) {
            servers.add(server);
            return this;
        }

        /// A server of weight 1 with a TCP_CHECK of itself.
        Web server(String address) {
            return server(Fixtures.server(address, 1, tcp(address, EVERY_6S)));
        }

        VirtualServerSpec build() {
            return new VirtualServerSpec(
                    "10.0.0.1 80",
                    new Service.Address(IpAddress.of("10.0.0.1"), 80, Protocol.TCP),
                    "rr",
                    Set.of(),
                    false,
                    Forwarding.NAT,
                    Optional.empty(),
                    quorum,
                    hysteresis,
                    Optional.of(script("quorum-up")),
                    Optional.of(script("quorum-down")),
                    suspends,
                    omega,
                    mails,
                    Optional.empty(),
                    sorry,
                    servers);
        }

        HealthSpec spec() {
            return HealthSpec.of(List.of(build()));
        }
    }
}
