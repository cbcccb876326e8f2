package dev.baton.vpc.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.havip.api.ApiAnswer;
import dev.baton.havip.api.ApiNode;
import dev.baton.vpc.gateway.AccessKeys;
import dev.baton.vpc.gateway.Gateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Bytes on a socket: what is no request of the API is answered in the API's shape too.
class ApiServerTest {
    private static final String HOST = "Host: localhost\r\nAccept: application/json\r\n";

    private ApiServer server;

    @BeforeEach
    void start() throws Exception {
        server = begin(0);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void anUnsignedCallIsToldWhatIsMissing() throws Exception {
        assertThat(exchange("GET /?Action=DescribeVpcs&Version=2016-04-28 HTTP/1.1\r\n" + HOST + "\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("\"Code\":\"MissingAccessKeyId\"");
    }

    @Test
    void aChunkedBodyIsReadWhole() throws Exception {
        String form = "Action=DescribeVpcs&Version=2016-04-28&AccessKeyId=none&Signature=x&SignatureMethod=HMAC-SHA1"
                + "&SignatureVersion=1.0&SignatureNonce=1&Timestamp=2026-01-01T00:00:00Z";
        assertThat(exchange("POST / HTTP/1.1\r\n" + HOST
                        + "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "5\r\n" + form.substring(0, 5) + "\r\n"
                        + Integer.toHexString(form.length() - 5) + "\r\n" + form.substring(5) + "\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 404")
                .contains("\"Code\":\"InvalidAccessKeyId.NotFound\"");
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedBeforeItIsRead() throws Exception {
        String start = "POST / HTTP/1.1\r\n" + HOST + "Content-Type: application/x-www-form-urlencoded\r\n";
        assertThat(exchange(start + "Content-Length: 2000000\r\n\r\n"))
                .startsWith("HTTP/1.1 413")
                .contains("\"Code\":\"RequestEntityTooLarge\"");
        String chunk = "10000\r\n" + "a".repeat(0x10000) + "\r\n";
        assertThat(exchange(start + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(17)))
                .startsWith("HTTP/1.1 413")
                .contains("\"Code\":\"RequestEntityTooLarge\"");
    }

    @Test
    void headersThatAreTooLargeAreRefused() throws Exception {
        assertThat(exchange("GET /?a=" + "b".repeat(100_000) + " HTTP/1.1\r\n" + HOST + "\r\n"))
                .startsWith("HTTP/1.1 413")
                .contains("RequestEntityTooLarge");
        assertThat(exchange("GET / HTTP/1.1\r\n" + HOST + "x: " + "b".repeat(100_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 413")
                .contains("RequestEntityTooLarge");
    }

    @Test
    void whatIsNotHttpIsRefused() throws Exception {
        assertThat(exchange("hello\r\n\r\n")).startsWith("HTTP/1.1 400").contains("InvalidRequest");
        assertThat(exchange("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(exchange("POST / HTTP/1.1\r\n" + HOST + "Content-Length: x\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("InvalidRequest");
    }

    @Test
    void aTakenPortIsSaid() {
        int port = server.address().getPort();
        assertThatThrownBy(() -> begin(port).close())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1:" + port)
                .hasMessageContaining("in use");
    }

    private static ApiServer begin(int port) throws IOException {
        Gateway gateway = Gateway.forgetful(
                call -> new ApiAnswer.Done(new ApiNode.Fields(new LinkedHashMap<>())),
                new AccessKeys(List.of(ServerSettings.LABORATORY_KEY)),
                () -> "REQUEST");
        return ApiServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), gateway, InstantSource.system());
    }

    /// Sends this, and returns what comes until the other side has nothing more to say.
    private String exchange(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            socket.getOutputStream().flush();
            StringBuilder answer = new StringBuilder();
            while (!answer.toString().contains("}") && !answer.toString().contains("</Error>")) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    break;
                }
                answer.append((char) next);
            }
            return answer.toString();
        }
    }
}
