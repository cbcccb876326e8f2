package dev.baton.health.dialogue;

import dev.baton.health.ProbeFailure;
import dev.baton.health.ProbeResult;
import dev.baton.health.ProbeSpec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// Our side of one probe, without its socket: bytes go in, bytes and a verdict come out. Holds a bounded amount of
/// memory whatever the peer sends.
///
/// The driver opens the connection, or for a datagram the socket, and calls [#opened()]; then [#feed] for everything
/// that arrives and [#closed()] at the end of the stream. If the connection, or the next bytes, do not come within
/// the endpoint's timeout it calls [#timedOut], and so it does after [#PATIENCE] times that in all: a peer that
/// sends a byte a second is not waited for. After a [Step.Ended] nothing is called any more.
public sealed interface Dialogue
        permits ConnectDialogue, HttpDialogue, SmtpDialogue, DnsExchange, UdpExchange, EchoExchange, LetterDialogue {
    /// How many timeouts a probe may take from the first to the last byte.
    int PATIENCE = 4;

    /// The connection stands, or the datagram socket is open.
    Step opened();

    /// Bytes arrived: part of a stream in whatever pieces, or one datagram. All are consumed.
    Step feed(ByteBuffer bytes);

    /// The peer will send no more.
    Step closed();

    /// What is missing, for the case that it does not come: `the greeting`.
    String awaited();

    /// The time is over. For one kind of probe silence is what was hoped for.
    default ProbeResult timedOut(Duration limit) {
        return new ProbeResult.Failed(new ProbeFailure.TimedOut(awaited(), limit));
    }

    /// What to do next.
    sealed interface Step {
        /// Wait for more.
        record Wait() implements Step {}

        /// Send these bytes, all of them, and wait for more. The array is the receiver's.
        @SuppressWarnings("ArrayRecordComponent")
        record Send(byte[] bytes) implements Step {}

        /// Close the connection; this is the verdict.
        record Ended(ProbeResult result) implements Step {}
    }

    /// The dialogue of a probe.
    ///
    /// @param random makes identifiers that a forger does not guess
    /// @throws IllegalArgumentException for a script
    static Dialogue of(ProbeSpec spec, RandomGenerator random) {
        return switch (spec) {
            case ProbeSpec.Tcp tcp -> new ConnectDialogue();
            case ProbeSpec.Http http -> new HttpDialogue(http.request(), http.url());
            case ProbeSpec.Smtp smtp -> new SmtpDialogue(smtp.helo());
            case ProbeSpec.Dns dns -> new DnsExchange(random.nextInt(1 << 16), dns.type(), dns.name());
            case ProbeSpec.Udp udp -> new UdpExchange(udp.exchange(), random);
            case ProbeSpec.Ping ping ->
                new EchoExchange(ping.endpoint().address().family(), random.nextInt(1 << 16));
            case ProbeSpec.Misc misc -> throw new IllegalArgumentException(misc + " is not a dialogue");
        };
    }

    /// The dialogue that hands a letter in.
    static Dialogue of(Letter letter) {
        return new LetterDialogue(letter);
    }

    /// Nothing to do but wait.
    Step WAIT = new Step.Wait();

    /// The peer is well.
    static Step success() {
        return new Step.Ended(new ProbeResult.Succeeded());
    }

    static Step failure(ProbeFailure why) {
        return new Step.Ended(new ProbeResult.Failed(why));
    }
}
