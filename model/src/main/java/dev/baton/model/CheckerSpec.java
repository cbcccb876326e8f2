package dev.baton.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One checker of a real server, resolved: what it inherits from real and virtual server has been filled in.
public sealed interface CheckerSpec {
    Timing timing();

    /// When a check runs and when its result counts.
    ///
    /// @param retries failures that are tolerated before it counts as failed
    /// @param interval between checks (`delay_loop`)
    /// @param warmup the first check comes at a random time within
    /// @param alpha it counts as failed until the first success
    record Timing(
            long retries,
            Duration delayBeforeRetry,
            Duration interval,
            Duration warmup,
            boolean alpha,
            boolean logAllFailures) {}

    /// Where a check goes, and from where.
    record Endpoint(
            IpAddress address,
            int port,
            Optional<IpAddress> bindAddress,
            int bindPort,
            Optional<InterfaceName> bindDevice,
            Duration timeout,
            long mark) {}

    /// `TCP_CHECK`
    record Tcp(Timing timing, Endpoint endpoint) implements CheckerSpec {}

    /// `HTTP_GET` and `SSL_GET`
    record Http(Timing timing, Endpoint endpoint, HttpOptions options, List<Url> urls) implements CheckerSpec {
        public Http {
            urls = List.copyOf(urls);
        }
    }

    /// `SMTP_CHECK`
    record Smtp(Timing timing, Endpoint endpoint, String helo) implements CheckerSpec {}

    /// `DNS_CHECK`
    record Dns(Timing timing, Endpoint endpoint, String type, String name) implements CheckerSpec {}

    /// `MISC_CHECK`
    ///
    /// @param dynamic the exit status sets the weight
    record Misc(Timing timing, Script script, Duration timeout, boolean dynamic) implements CheckerSpec {}

    /// `PING_CHECK`
    record Ping(Timing timing, Endpoint endpoint) implements CheckerSpec {}

    /// `UDP_CHECK`
    ///
    /// @param payload hexadecimal digits; empty means random bytes
    /// @param reply hexadecimal digits, `x` for any; empty means that silence is a success
    record Udp(
            Timing timing,
            Endpoint endpoint,
            Optional<String> payload,
            Optional<String> reply,
            int replyMin,
            int replyMax)
            implements CheckerSpec {}

    /// `FILE_CHECK`
    record File(Timing timing, String trackFile, long weight, boolean reverse) implements CheckerSpec {}

    /// `BFD_CHECK`
    record Bfd(Timing timing, String instance) implements CheckerSpec {}

    /// What all URLs of a check share.
    ///
    /// @param protocol `1.0`, `1.0C` or `1.1`
    /// @param serverName sent in the TLS greeting; empty sends none
    record HttpOptions(
            boolean tls,
            String protocol,
            Optional<String> virtualHost,
            boolean sendServerName,
            Optional<String> serverName,
            boolean fastRecovery,
            boolean tlsCompliant) {}

    /// One page that is asked for.
    ///
    /// @param digest the MD5 sum of the page in hexadecimal digits
    /// @param statusCodes codes that count as success
    record Url(
            String path,
            Optional<String> virtualHost,
            Optional<String> digest,
            List<CodeRange> statusCodes,
            Optional<Regex> regex) {
        public Url {
            statusCodes = List.copyOf(statusCodes);
        }
    }

    record CodeRange(int first, int last) {}

    /// What a page must contain, or must not.
    record Regex(String pattern, boolean mustNotMatch, List<String> options, long minOffset, Optional<Long> maxOffset) {
        public Regex {
            options = List.copyOf(options);
        }
    }
}
