package dev.baton.health.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.health.ProbeFailure;
import dev.baton.health.ProbeResult;
import dev.baton.health.dialogue.Dialogue.Step;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LetterDialogueTest {
    private static final Letter LETTER = new Letter(
            "lb1.example",
            "lb1@example.com",
            List.of("ops@example.com", "night@example.com"),
            List.of("Subject: test", "", "=> well <=", ".", "..."));

    private final Dialogue dialogue = Dialogue.of(LETTER);

    private Step hears(String words) {
        return dialogue.feed(ByteBuffer.wrap(words.getBytes(StandardCharsets.US_ASCII)));
    }

    private String answerTo(String words) {
        return hears(words) instanceof Step.Send(byte[] bytes) ? new String(bytes, StandardCharsets.US_ASCII) : "";
    }

    private static ProbeFailure failure(Step step) {
        return step instanceof Step.Ended(ProbeResult.Failed(ProbeFailure why)) ? why : new ProbeFailure.DnsError(0);
    }

    private void isAtTheRecipients() {
        assertThat(dialogue.opened()).isEqualTo(new Step.Wait());
        assertThat(answerTo("220-mail.example\r\n")).isEmpty();
        assertThat(answerTo("220 ready\r\n")).isEqualTo("HELO lb1.example\r\n");
        assertThat(answerTo("250 hello\r\n")).isEqualTo("MAIL FROM:<lb1@example.com>\r\n");
        assertThat(answerTo("250 ok\r\n")).isEqualTo("RCPT TO:<ops@example.com>\r\n");
    }

    @Test
    void aLetterIsHandedIn() {
        isAtTheRecipients();
        assertThat(answerTo("250 ok\r\n")).isEqualTo("RCPT TO:<night@example.com>\r\n");
        assertThat(answerTo("251 will forward\r\n")).isEqualTo("DATA\r\n");
        assertThat(answerTo("354 go\r\n")).isEqualTo("Subject: test\r\n\r\n=> well <=\r\n..\r\n....\r\n.\r\n");
        assertThat(answerTo("250 queued\r\n")).isEqualTo("QUIT\r\n");
        // From here on nothing can take it back.
        assertThat(dialogue.timedOut(Duration.ofSeconds(1))).isEqualTo(new ProbeResult.Succeeded());
        assertThat(dialogue.closed()).isEqualTo(new Step.Ended(new ProbeResult.Succeeded()));
        assertThat(hears("221 bye\r\n")).isEqualTo(new Step.Ended(new ProbeResult.Succeeded()));
    }

    @Test
    void aRefusedRecipientDoesNotKeepItFromTheOthers() {
        isAtTheRecipients();
        assertThat(answerTo("550 nobody\r\n")).isEqualTo("RCPT TO:<night@example.com>\r\n");
        assertThat(answerTo("250 ok\r\n")).isEqualTo("DATA\r\n");
    }

    @Test
    void withoutAnyRecipientItFails() {
        isAtTheRecipients();
        assertThat(answerTo("550 nobody\r\n")).isEqualTo("RCPT TO:<night@example.com>\r\n");
        assertThat(failure(hears("550 nobody either\r\n")))
                .isEqualTo(new ProbeFailure.UnexpectedReply("the answer to RCPT", "25", "550 nobody either"));
    }

    @Test
    void everythingElseIsAReason() {
        assertThat(failure(hears("421 busy\r\n")).sentence()).isEqualTo("the greeting: expected 220, got '421 busy'");
        Dialogue another = Dialogue.of(LETTER);
        assertThat(failure(another.closed()).sentence())
                .isEqualTo("the peer closed the connection before the greeting");
        Dialogue flooded = Dialogue.of(LETTER);
        byte[] flood = "220-more\r\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);
        assertThat(failure(flooded.feed(ByteBuffer.wrap(flood)))).isInstanceOf(ProbeFailure.TooLong.class);
    }
}
