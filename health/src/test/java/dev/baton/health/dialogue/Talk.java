package dev.baton.health.dialogue;

import dev.baton.health.ProbeResult;
import dev.baton.health.dialogue.Dialogue.Step;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Plays a peer: gives a dialogue bytes in pieces of one size, then the end of the stream, and writes down what it
/// says.
final class Talk {
    private Talk() {}

    /// What the dialogue sent, `|`, and its verdict.
    static String with(Dialogue dialogue, byte[] bytes, int piece) {
        StringBuilder said = new StringBuilder();
        Step step = dialogue.opened();
        int at = 0;
        while (true) {
            if (step instanceof Step.Send(byte[] sent)) {
                said.append(new String(sent, StandardCharsets.ISO_8859_1));
            } else if (step instanceof Step.Ended(ProbeResult result)) {
                return said.append('|').append(verdict(result)).toString();
            }
            if (at == bytes.length) {
                step = dialogue.closed();
                return said.append('|')
                        .append(step instanceof Step.Ended(ProbeResult result) ? verdict(result) : "waits")
                        .toString();
            }
            int count = Math.min(piece, bytes.length - at);
            step = dialogue.feed(ByteBuffer.wrap(bytes, at, count));
            at += count;
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String verdict(ProbeResult result) {
        return switch (result) {
            case ProbeResult.Succeeded() -> "well";
            case ProbeResult.Failed failed -> failed.why().sentence();
            case ProbeResult.Exited exited -> "exited " + exited.status();
            case ProbeResult.NotTried not -> not.why();
        };
    }
}
