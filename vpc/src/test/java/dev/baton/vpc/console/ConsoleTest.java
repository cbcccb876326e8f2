package dev.baton.vpc.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.vpc.server.NoNetwork;
import dev.baton.vpc.server.ServerOptions;
import dev.baton.vpc.server.VpcServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The console over HTTP: who gets in, what is shown, and what is done.
final class ConsoleTest {
    private static final String CREATE = """
            {"product": "Vpc", "action": "CreateVpc", "parameters": {"RegionId": "cn-lab-1", "VpcName": "seen"}}""";

    @TempDir
    private Path folder;

    private VpcServer server;
    private String home = "";
    private String key = "";
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws Exception {
        InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = VpcServer.start(
                new ServerOptions(free, folder.resolve("state"), Optional.empty(), Optional.empty()), new NoNetwork());
        String link = server.consoles().values().iterator().next();
        home = link.substring(0, link.indexOf('#'));
        key = link.substring(link.indexOf("#key=") + 5);
    }

    @AfterEach
    void stop() throws Exception {
        http.close();
        server.close();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(home).resolve(path)).timeout(Duration.ofSeconds(10));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> call(String body) throws IOException, InterruptedException {
        return send(to("api/call").header("X-Console-Key", key).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void thePageIsForEverybodyAndItsDataForWhoeverHasTheKey() throws Exception {
        HttpResponse<String> page = send(to(""));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(send(to("js/main.js")).body()).contains("new App().begin()");
        assertThat(send(to("api/state")).statusCode()).isEqualTo(401);
        assertThat(send(to("api/state").header("X-Console-Key", "guess")).statusCode())
                .isEqualTo(401);
        assertThat(send(to("api/state").header("X-Console-Key", key)).body()).contains("\"region\":\"cn-lab-1\"");
    }

    @Test
    void onlyThePagesOwnFilesAreServed() throws Exception {
        for (String name :
                new String[] {"Console.class", "js/", "js/none.js", "../api", "js/..%2findex.html", "%2e%2e/x"}) {
            assertThat(send(to(name)).statusCode()).as(name).isNotEqualTo(200);
        }
    }

    @Test
    void noOtherSitesPageGetsIn() throws Exception {
        assertThat(send(to("api/state").header("X-Console-Key", key).header("Origin", "http://evil.example"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(to("../?Action=CreateVpc").header("Sec-Fetch-Site", "cross-site"))
                        .body())
                .as("the signed API by a link or picture of another site")
                .contains("Forbidden.Origin");
        assertThat(send(to("../?Action=CreateVpc")).body()).contains("MissingVersion");
    }

    @Test
    void callsAreTheApisOwnAndAreRefusedWithItsCodes() throws Exception {
        HttpResponse<String> made = call(CREATE);
        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(made.body()).contains("\"VpcId\":\"vpc-");
        assertThat(send(to("api/state").header("X-Console-Key", key)).body()).contains("\"name\":\"seen\"");
        HttpResponse<String> refused =
                call("{\"product\": \"Vpc\", \"action\": \"DeleteVpc\", \"parameters\": {\"VpcId\": \"vpc-none\"}}");
        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(refused.body()).contains("\"Code\":\"InvalidVpcId.NotFound\"");
        assertThat(call("not JSON").statusCode()).isEqualTo(400);
        assertThat(call("\"x\".repeat" + "x".repeat(200_000)).statusCode()).isBetween(400, 413);
        assertThat(call("{}").statusCode()).isEqualTo(404);
    }

    @Test
    void whatHappensIsToldAsItHappens() throws Exception {
        HttpResponse<java.io.InputStream> events =
                http.send(to("api/events?havip=").header("X-Console-Key", key).build(), BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
            assertThat(next(lines, "\"vpcs\":[]")).contains("\"isReadable\":true");
            call(CREATE);
            assertThat(next(lines, "\"topic\":\"CREATED\"")).contains("\"about\":\"vpc-");
            assertThat(next(lines, "\"name\":\"seen\"")).contains("vpc-");
            assertThat(next(lines, "\"status\":\"Available\"")).contains("seen");
        }
    }

    private static String next(BufferedReader lines, String what) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.contains(what)) {
            line = lines.readLine();
        }
        return Optional.ofNullable(line).orElse("the stream ended");
    }

    @Test
    void aPublicAddressOfNobodyIsNotTried() throws Exception {
        assertThat(send(to("api/page?address=127.0.0.1").header("X-Console-Key", key))
                        .body())
                .contains("\"isTried\":false");
        assertThat(send(to("api/page?address=%ff").header("X-Console-Key", key)).statusCode())
                .isLessThanOrEqualTo(500);
    }
}
