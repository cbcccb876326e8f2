package dev.baton.health.dialogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.baton.health.ProbeResult;
import dev.baton.health.ProbeSpec;
import dev.baton.health.dialogue.Dialogue.Step;
import dev.baton.model.CheckerSpec;
import dev.baton.model.CheckerSpec.Endpoint;
import dev.baton.model.CheckerSpec.Timing;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said in SMTP, DNS, ICMP, and by UDP_CHECK, and what answers count.
class ExchangesTest {
    private static final Timing TIMING =
            new Timing(1, Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ZERO, false, false);
    private static final Endpoint ENDPOINT = new Endpoint(
            IpAddress.of("10.1.0.11"), 53, Optional.empty(), 0, Optional.empty(), Duration.ofSeconds(2), 0);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "220 ok~250 hi~221 bye~ | HELO me~QUIT~ | well",
                "220-long~220 ok~250-hi~250 there~221~ | HELO me~QUIT~ | well",
                "220~250~ | HELO me~QUIT~ | well",
                "220 ok~250 hi~500 what~ | HELO me~QUIT~ | well",
                "554 no~ | '' | the greeting: expected 220, got '554 no'",
                "220 ok~501 no~ | HELO me~ | the answer to HELO: expected 250, got '501 no'",
                "2200 ok~ | '' | the greeting: expected 220, got '2200 ok'",
                "'' | '' | the peer closed the connection before the greeting",
                "220 o | '' | the peer closed the connection before the greeting",
                "220 ok~ | HELO me~ | the peer closed the connection before the answer to HELO"
            })
    void smtpSaysHeloAndQuit(String replies, String sent, String verdict) {
        byte[] bytes = Talk.bytes(replies.replace("~", "\r\n"));
        for (int piece : new int[] {1, 3}) {
            assertThat(Talk.with(new SmtpDialogue("me"), bytes, piece))
                    .as("pieces of " + piece)
                    .isEqualTo(sent.replace("~", "\r\n") + "|" + verdict);
        }
        assertThat(Talk.with(new SmtpDialogue("me"), bytes, 4096))
                .as("a server that does not wait for us is judged alike")
                .endsWith("|" + verdict);
    }

    @Test
    void smtpServersThatNeverStopAreCutOff() {
        assertThat(Talk.with(new SmtpDialogue("me"), Talk.bytes("2".repeat(9000)), 100))
                .isEqualTo("|the greeting is longer than 4096 bytes");
        assertThat(Talk.with(new SmtpDialogue("me"), Talk.bytes("220-x\r\n".repeat(9000)), 100))
                .isEqualTo("|the greeting is longer than 1048576 bytes");
    }

    @Test
    void dnsAsksWithRecursionDesired() {
        assertThat(new DnsExchange(0x1234, "AAAA", "www.example.com").opened())
                .isInstanceOfSatisfying(
                        Step.Send.class,
                        send -> assertThat(HexFormat.of().formatHex(send.bytes()))
                                .isEqualTo("1234" + "0100" + "0001" + "0000" + "0000" + "0000" // header
                                        + "03777777" + "076578616d706c65" + "03636f6d" + "00" // name
                                        + "001c" + "0001")); // AAAA, IN
        assertThat(new DnsExchange(1, "SOA", ".").opened())
                .isInstanceOfSatisfying(
                        Step.Send.class,
                        send -> assertThat(HexFormat.of().formatHex(send.bytes()))
                                .endsWith("0000" + "00" + "0006" + "0001"));
        assertThatIllegalArgumentException().isThrownBy(() -> new DnsExchange(1, "HINFO", "."));
        assertThatIllegalArgumentException().isThrownBy(() -> new DnsExchange(1, "A", "x".repeat(64)));
    }

    @ParameterizedTest
    @CsvSource({
        "123481800001000000000000, well",
        "123481830001000000000000, DNS response code 3",
        "999981800001000000000000, waits",
        "123401000001000000000000, the response is malformed: 'a question'",
        "12348180, the response is malformed: '4 bytes'",
    })
    void dnsLooksAtIdentifierAndResponseCode(String response, String verdict) {
        Step step = new DnsExchange(0x1234, "A", "a")
                .feed(ByteBuffer.wrap(HexFormat.of().parseHex(response)));
        assertThat(step instanceof Step.Ended(ProbeResult result) ? Talk.verdict(result) : "waits")
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "0102 | well",
                "0103 | the reply: expected 01x2, got '0103'",
                "01f2ff | well",
                "01 | the reply: expected 2 to 3 bytes, got '1 bytes'",
                "01f2ff00 | the reply: expected 2 to 3 bytes, got '4 bytes'"
            })
    void udpComparesTheRequiredReply(String reply, String verdict) {
        UdpExchange exchange = new UdpExchange(udp(Optional.of("aa55"), Optional.of("01x2")), new Random(1));
        assertThat(exchange.opened())
                .isInstanceOfSatisfying(
                        Step.Send.class, send -> assertThat(send.bytes()).containsExactly(0xaa, 0x55));
        assertThat(exchange.feed(ByteBuffer.wrap(HexFormat.of().parseHex(reply))))
                .isInstanceOfSatisfying(
                        Step.Ended.class,
                        ended -> assertThat(Talk.verdict(ended.result())).isEqualTo(verdict));
    }

    private static CheckerSpec.Udp udp(Optional<String> payload, Optional<String> reply) {
        return new CheckerSpec.Udp(TIMING, ENDPOINT, payload, reply, 2, 3);
    }

    @Test
    void silenceIsASuccessUnlessAReplyIsRequired() {
        Duration limit = Duration.ofSeconds(2);
        assertThat(new UdpExchange(udp(Optional.empty(), Optional.empty()), new Random(1)).timedOut(limit))
                .isEqualTo(new ProbeResult.Succeeded());
        assertThat(Talk.verdict(new UdpExchange(udp(Optional.empty(), Optional.of("")), new Random(1)).timedOut(limit)))
                .isEqualTo("the reply did not come within 2.000 s");
        assertThat(Talk.verdict(new SmtpDialogue("me").timedOut(limit)))
                .isEqualTo("the greeting did not come within 2.000 s");
    }

    @Test
    void pingWaitsForItsOwnReply() {
        EchoExchange echo = new EchoExchange(IpFamily.IPV4, 0x0102);
        assertThat(echo.opened())
                .isInstanceOfSatisfying(
                        Step.Send.class,
                        send -> assertThat(HexFormat.of().formatHex(send.bytes()))
                                .hasSize(2 * 136)
                                .startsWith("08" + "00" + "0000" + "0000" + "0102"));
        assertThat(echo.feed(ByteBuffer.wrap(HexFormat.of().parseHex("0000ffff00010103"))))
                .isEqualTo(Dialogue.WAIT);
        assertThat(echo.feed(ByteBuffer.wrap(HexFormat.of().parseHex("0800ffff00010102"))))
                .as("our own request, heard on loopback")
                .isEqualTo(Dialogue.WAIT);
        assertThat(echo.feed(ByteBuffer.wrap(HexFormat.of().parseHex("0000ffff00010102"))))
                .isEqualTo(Dialogue.success());
        assertThat(new EchoExchange(IpFamily.IPV6, 1)
                        .feed(ByteBuffer.wrap(HexFormat.of().parseHex("8100ffff00010001"))))
                .isEqualTo(Dialogue.success());
    }

    @Test
    void everyProbeButAScriptIsADialogue() {
        Random random = new Random(1);
        assertThat(Dialogue.of(new ProbeSpec.Tcp(ENDPOINT), random).opened()).isEqualTo(Dialogue.success());
        assertThat(Dialogue.of(new ProbeSpec.Ping(ENDPOINT), random)).isInstanceOf(EchoExchange.class);
        assertThat(Dialogue.of(new ProbeSpec.Dns(ENDPOINT, "A", "a"), random)).isInstanceOf(DnsExchange.class);
        assertThat(Dialogue.of(new ProbeSpec.Smtp(ENDPOINT, "me"), random)).isInstanceOf(SmtpDialogue.class);
    }
}
