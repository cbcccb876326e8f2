package dev.baton.health;

import dev.baton.model.CheckerSpec;
import dev.baton.model.CheckerSpec.Endpoint;
import dev.baton.model.CheckerSpec.Url;
import dev.baton.model.IpFamily;
import dev.baton.model.Script;
import java.time.Duration;
import java.util.Optional;

/// What one run of a check does. Checks of files and BFD sessions have no runs: their results come as events.
public sealed interface ProbeSpec {
    /// Connect, and close at once.
    record Tcp(Endpoint endpoint) implements ProbeSpec {}

    /// Ask for one page.
    ///
    /// @param request the whole request, as it goes out
    record Http(Endpoint endpoint, Optional<Tls> tls, String request, Url url) implements ProbeSpec {}

    record Smtp(Endpoint endpoint, String helo) implements ProbeSpec {}

    record Dns(Endpoint endpoint, String type, String name) implements ProbeSpec {}

    record Ping(Endpoint endpoint) implements ProbeSpec {}

    record Udp(Endpoint endpoint, CheckerSpec.Udp exchange) implements ProbeSpec {}

    /// Run a script; when the time is over end it and report [ProbeFailure.TimedOut].
    record Misc(Script script, Duration timeout) implements ProbeSpec {}

    /// How TLS is spoken: any version, no certificate is verified, as a check asks whether the server is there.
    ///
    /// @param serverName sent in the greeting
    /// @param closeNotify the connection is closed as the standard demands, and not just dropped
    record Tls(Optional<String> serverName, boolean closeNotify) {}

    /// The run of a check that is due.
    ///
    /// @param url which page of those that are asked for in turn
    /// @throws IllegalArgumentException for a check that has no runs
    static ProbeSpec of(CheckerSpec spec, int url) {
        return switch (spec) {
            case CheckerSpec.Tcp tcp -> new Tcp(tcp.endpoint());
            case CheckerSpec.Http http -> http(http, http.urls().get(url));
            case CheckerSpec.Smtp smtp -> new Smtp(smtp.endpoint(), smtp.helo());
            case CheckerSpec.Dns dns -> new Dns(dns.endpoint(), dns.type(), dns.name());
            case CheckerSpec.Ping ping -> new Ping(ping.endpoint());
            case CheckerSpec.Udp udp -> new Udp(udp.endpoint(), udp);
            case CheckerSpec.Misc misc -> new Misc(misc.script(), misc.timeout());
            case CheckerSpec.File file -> throw new IllegalArgumentException(file + " has no runs");
            case CheckerSpec.Bfd bfd -> throw new IllegalArgumentException(bfd + " has no runs");
        };
    }

    private static Http http(CheckerSpec.Http http, Url url) {
        CheckerSpec.HttpOptions options = http.options();
        Optional<String> virtualHost = url.virtualHost().or(options::virtualHost);
        Optional<Tls> tls = Optional.empty();
        if (options.tls()) {
            Optional<String> name =
                    options.sendServerName() ? options.serverName().or(() -> virtualHost) : Optional.empty();
            tls = Optional.of(new Tls(name, options.tlsCompliant()));
        }
        return new Http(http.endpoint(), tls, request(http.endpoint(), options, url, virtualHost), url);
    }

    private static String request(
            Endpoint endpoint, CheckerSpec.HttpOptions options, Url url, Optional<String> virtualHost) {
        boolean newer = options.protocol().equals("1.1");
        boolean close = newer || options.protocol().equals("1.0C");
        return "GET " + url.path() + " HTTP/" + (newer ? "1.1" : "1.0") + "\r\n" + "User-Agent: KeepAliveClient\r\n"
                + (close ? "Connection: close\r\n" : "")
                + "Host: " + virtualHost.orElseGet(() -> host(endpoint)) + "\r\n\r\n";
    }

    private static String host(Endpoint endpoint) {
        boolean literal = endpoint.address().family() == IpFamily.IPV6;
        return (literal ? "[" + endpoint.address() + "]" : endpoint.address().toString()) + ":" + endpoint.port();
    }
}
