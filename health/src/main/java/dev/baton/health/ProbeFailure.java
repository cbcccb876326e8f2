package dev.baton.health;

import dev.baton.model.CheckerSpec.CodeRange;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// Why a probe failed, as data. [#sentence()] says it to a person, without a full stop and without the server's name.
public sealed interface ProbeFailure {
    String sentence();

    /// The kernel reported an error: refused, unreachable, reset.
    ///
    /// @param error what it said, such as `Connection refused`
    record ConnectionError(String error) implements ProbeFailure {
        @Override
        public String sentence() {
            return error;
        }
    }

    /// Nothing came in time.
    ///
    /// @param phase what was waited for, such as `the connection`
    record TimedOut(String phase, Duration limit) implements ProbeFailure {
        @Override
        public String sentence() {
            return phase + " did not come within " + seconds(limit);
        }
    }

    /// The peer ended the connection too early.
    record Closed(String phase) implements ProbeFailure {
        @Override
        public String sentence() {
            return "the peer closed the connection " + phase;
        }
    }

    /// No TLS connection came about.
    record TlsFailed(String what) implements ProbeFailure {
        @Override
        public String sentence() {
            return "TLS failed: " + what;
        }
    }

    /// The peer does not speak the protocol.
    record Malformed(String what, String got) implements ProbeFailure {
        @Override
        public String sentence() {
            return what + " is malformed: '" + got + "'";
        }
    }

    /// The peer says more than we are willing to keep.
    record TooLong(String what, long limit) implements ProbeFailure {
        @Override
        public String sentence() {
            return what + " is longer than " + limit + " bytes";
        }
    }

    record StatusCode(int code, List<CodeRange> accepted) implements ProbeFailure {
        public StatusCode {
            accepted = List.copyOf(accepted);
        }

        @Override
        public String sentence() {
            return "status " + code + ", accepted "
                    + accepted.stream()
                            .map(range -> range.first() == range.last()
                                    ? "" + range.first()
                                    : range.first() + "-" + range.last())
                            .collect(Collectors.joining(", "));
        }
    }

    record DigestDiffers(String expected, String got) implements ProbeFailure {
        @Override
        public String sentence() {
            return "MD5 of the page is " + got + ", expected " + expected;
        }
    }

    record PatternNotFound(String pattern) implements ProbeFailure {
        @Override
        public String sentence() {
            return "the page does not match '" + pattern + "'";
        }
    }

    record PatternFound(String pattern) implements ProbeFailure {
        @Override
        public String sentence() {
            return "the page matches '" + pattern + "', and must not";
        }
    }

    /// Matching took more steps than it may; the pattern can explode on this page.
    record PatternTooCostly(String pattern, long steps) implements ProbeFailure {
        @Override
        public String sentence() {
            return "matching '" + pattern + "' took more than " + steps + " steps";
        }
    }

    /// The pattern is not one that we can match.
    record PatternInvalid(String pattern, String why) implements ProbeFailure {
        @Override
        public String sentence() {
            return "the pattern '" + pattern + "' cannot be used: " + why;
        }
    }

    /// The peer said something else than the protocol's next step.
    record UnexpectedReply(String step, String expected, String got) implements ProbeFailure {
        @Override
        public String sentence() {
            return step + ": expected " + expected + ", got '" + got + "'";
        }
    }

    record DnsError(int rcode) implements ProbeFailure {
        @Override
        public String sentence() {
            return "DNS response code " + rcode;
        }
    }

    record ExitStatus(int status) implements ProbeFailure {
        @Override
        public String sentence() {
            return "exited with status " + status;
        }
    }

    record FileSaysDown(String file, long value) implements ProbeFailure {
        @Override
        public String sentence() {
            return "tracked file " + file + " says " + value;
        }
    }

    record BfdDown(String instance) implements ProbeFailure {
        @Override
        public String sentence() {
            return "BFD session " + instance + " is down";
        }
    }

    private static String seconds(Duration duration) {
        return "%d.%03d s".formatted(duration.toSeconds(), duration.toMillisPart());
    }
}
