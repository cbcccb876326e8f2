package dev.baton.it.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teaopenapi.models.OpenApiRequest;
import com.aliyun.teaopenapi.models.Params;
import com.aliyun.teautil.models.RuntimeOptions;
import dev.baton.havip.api.ApiAnswer;
import dev.baton.havip.api.ApiCall;
import dev.baton.havip.api.ApiNode;
import dev.baton.vpc.gateway.AccessKey;
import dev.baton.vpc.gateway.AccessKeys;
import dev.baton.vpc.gateway.Gateway;
import dev.baton.vpc.gateway.GatewayError;
import dev.baton.vpc.server.ApiServer;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every error code of the gateway as the official SDK reports it; what an SDK never sends, over plain HTTP.
class SdkGatewayErrorsTest {
    private static final AccessKey KEY = new AccessKey("LTAI-on", "secret", "1000", true);
    private static final AccessKey OFF = new AccessKey("LTAI-off", "secret", "1000", false);
    private static final Pattern CODE = Pattern.compile("(?:\"Code\":\"|<Code>)([A-Za-z.]+)");

    private final Set<String> seen = new TreeSet<>();
    private ApiServer server;

    @BeforeEach
    void start() throws Exception {
        Gateway gateway = Gateway.forgetful(
                SdkGatewayErrorsTest::answer,
                new AccessKeys(List.of(KEY, OFF)),
                () -> UUID.randomUUID().toString());
        server = ApiServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), gateway, InstantSource.system());
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    private static ApiAnswer answer(ApiCall call) {
        return switch (call.action()) {
            case "Fail" -> throw new IllegalStateException("as a defect would");
            case "Wait" -> new ApiAnswer.Failed(GatewayError.SERVICE_UNAVAILABLE.error());
            default -> new ApiAnswer.Done(new ApiNode.Fields(new LinkedHashMap<>()));
        };
    }

    @Test
    void everyCodeOfTheGatewayIsAnswered() throws Exception {
        whoCalls();
        whenAndHowOften();
        what();
        whatNoSdkSends();
        assertThat(seen)
                .containsAll(Arrays.stream(GatewayError.values())
                        .map(error -> error.error().code())
                        .collect(Collectors.toSet()));
    }

    private void whoCalls() throws Exception {
        sdk("SignatureDoesNotMatch", config(new AccessKey(KEY.id(), "another", "1000", true)), call(), request());
        sdk("InvalidAccessKeyId.NotFound", config(new AccessKey("LTAI-none", "s", "1000", true)), call(), request());
        sdk("InvalidAccessKeyId.Inactive", config(OFF), call(), request());
    }

    private void whenAndHowOften() throws Exception {
        sdk("InvalidTimeStamp.Expired", config(KEY), call(), header("x-acs-date", "2020-01-01T00:00:00Z"));
        sdk("InvalidTimeStamp.Format", config(KEY), call(), header("x-acs-date", "yesterday"));
        OpenApiRequest once = header("x-acs-signature-nonce", "once");
        new com.aliyun.teaopenapi.Client(config(KEY)).callApi(call(), once, new RuntimeOptions());
        sdk("SignatureNonceUsed", config(KEY), call(), once);
    }

    private void what() throws Exception {
        sdk("InvalidVersion", config(KEY), call().setVersion("2000-01-01"), request());
        sdk(
                "InvalidAction.NotFound",
                config(KEY),
                call().setVersion("2015-04-01").setAction("None"),
                request());
        sdk("UnsupportedHTTPMethod", config(KEY), call().setMethod("PUT"), request());
        sdk("InvalidRequest", config(KEY), call().setPathname("/elsewhere"), request());
        sdk("InternalError", config(KEY), call().setAction("Fail"), request());
        sdk("ServiceUnavailable", config(KEY), call().setAction("Wait"), request());
        sdk(
                "InvalidContentType",
                config(KEY),
                call().setReqBodyType("json"),
                request().setBody(Map.of("a", "b")));
        sdk("InvalidParameter.Format", config(KEY), call(), request().setQuery(Map.of("Format", "YAML")));
        sdk("InvalidSignatureMethod", config(KEY).setSignatureAlgorithm("ACS3-HMAC-SM3"), call(), request());
    }

    private void whatNoSdkSends() throws Exception {
        http("InvalidParameter", "?Action=DescribeVpcs&Action=DescribeVpcs", Map.of());
        http("RequestEntityTooLarge", "?a=" + "b".repeat(100_000), Map.of());
        http("MissingAccessKeyId", "?Action=DescribeVpcs&Version=2016-04-28", Map.of());
        http("IncompleteSignature", "", Map.of("Authorization", "ACS3-HMAC-SHA256 Credential=LTAI-on"));
    }

    private void sdk(String code, Config config, Params call, OpenApiRequest request) throws Exception {
        try {
            new com.aliyun.teaopenapi.Client(config).callApi(call, request, new RuntimeOptions());
            throw new AssertionError(code + " was expected");
        } catch (TeaException refused) {
            assertThat(refused.getCode()).as(refused.getMessage()).isEqualTo(code);
            seen.add(code);
        }
    }

    private void http(String code, String query, Map<String, String> headers) throws Exception {
        String address = "http://127.0.0.1:" + server.address().getPort() + "/" + query;
        HttpURLConnection request =
                (HttpURLConnection) URI.create(address).toURL().openConnection(Proxy.NO_PROXY);
        request.setRequestProperty("Accept", "application/json");
        headers.forEach(request::setRequestProperty);
        assertThat(request.getResponseCode()).as(code).isGreaterThanOrEqualTo(400);
        try (InputStream body = request.getErrorStream()) {
            Matcher answer = CODE.matcher(new String(body.readAllBytes(), StandardCharsets.UTF_8));
            assertThat(answer.find()).as(code).isTrue();
            assertThat(answer.group(1)).isEqualTo(code);
            seen.add(code);
        }
    }

    private Config config(AccessKey key) {
        return new Config()
                .setEndpoint("127.0.0.1:" + server.address().getPort())
                .setProtocol("HTTP")
                .setRegionId(SdkCloud.REGION)
                .setAccessKeyId(key.id())
                .setAccessKeySecret(key.secret());
    }

    private static Params call() {
        return SdkCaller.params("DescribeVpcs", "2016-04-28");
    }

    private static OpenApiRequest request() {
        return new OpenApiRequest();
    }

    private static OpenApiRequest header(String name, String value) {
        return new OpenApiRequest().setHeaders(Map.of(name, value));
    }
}
