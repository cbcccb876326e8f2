package dev.baton.vpc.gateway;

import static dev.baton.vpc.gateway.Requests.get;
import static dev.baton.vpc.gateway.Requests.post3;
import static dev.baton.vpc.gateway.Requests.version1;
import static dev.baton.vpc.gateway.Requests.version3;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.havip.api.ApiAnswer;
import dev.baton.havip.api.ApiNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is wrong with a request, and the code that says so.
class RefusalTest {
    private static final Instant NOW = Instant.parse(Requests.TIME);

    private final Gateway gateway =
            GatewayTest.gateway(call -> new ApiAnswer.Done(new ApiNode.Fields(new LinkedHashMap<>())));

    record Row(String what, HttpCall call, int status, String code) {
        @Override
        public String toString() {
            return what + ": " + code;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(version1Rows(), version3Rows(), shapeRows()).flatMap(List::stream);
    }

    private static List<Row> version1Rows() {
        return List.of(
                row1("unknown key", "AccessKeyId", "LTAI-none", 404, "InvalidAccessKeyId.NotFound"),
                row1("inactive key", "AccessKeyId", "LTAI-off", 400, "InvalidAccessKeyId.Inactive"),
                row1("wrong signature", "Signature", "AAAA", 400, "SignatureDoesNotMatch"),
                row1("other method", "SignatureMethod", "HMAC-MD5", 400, "InvalidSignatureMethod"),
                row1("other version of the signature", "SignatureVersion", "2.0", 400, "IncompleteSignature"),
                row1("time in milliseconds", "Timestamp", "1763899200000", 400, "InvalidTimeStamp.Format"),
                row1("30 February", "Timestamp", "2026-02-30T12:00:00Z", 400, "InvalidTimeStamp.Format"),
                row1("old", "Timestamp", "2026-11-23T11:44:59Z", 400, "InvalidTimeStamp.Expired"),
                row1("early", "Timestamp", "2026-11-23T12:15:01Z", 400, "InvalidTimeStamp.Expired"),
                row1("version of no product", "Version", "2000-01-01", 400, "InvalidVersion"),
                row1("no action", "Action", "", 400, "MissingAction"),
                row1("no version", "Version", "", 400, "MissingVersion"),
                row1("no key", "AccessKeyId", "", 400, "MissingAccessKeyId"),
                row1("no signature", "Signature", "", 400, "MissingSignature"),
                row1("no method", "SignatureMethod", "", 400, "MissingSignatureMethod"),
                row1("no signature version", "SignatureVersion", "", 400, "MissingSignatureVersion"),
                row1("no nonce", "SignatureNonce", "", 400, "MissingSignatureNonce"),
                row1("no time", "Timestamp", "", 400, "MissingTimestamp"));
    }

    private static List<Row> version3Rows() {
        HttpCall whole = post3(version3("Echo"), Map.of("a", "1"));
        String authorization = whole.header("authorization").orElseThrow();
        return List.of(
                row3("no time", "x-acs-date", "", 400, "MissingTimestamp"),
                row3("no nonce", "x-acs-signature-nonce", "", 400, "MissingSignatureNonce"),
                row3("no action", "x-acs-action", "", 400, "MissingAction"),
                row3("no version", "x-acs-version", "", 400, "MissingVersion"),
                row3("no hash of the body", "x-acs-content-sha256", "", 400, "MissingContentSha256"),
                row3("hash of another body", "x-acs-content-sha256", "00", 400, "SignatureDoesNotMatch"),
                row3("old", "x-acs-date", "2026-11-23T11:00:00Z", 400, "InvalidTimeStamp.Expired"),
                new Row("other query", query(whole, "a=2"), 400, "SignatureDoesNotMatch"),
                new Row("other action", header(whole, "x-acs-action", "Other"), 400, "SignatureDoesNotMatch"),
                new Row("uncovered header", header(whole, "x-acs-more", "1"), 400, "IncompleteSignature"),
                new Row(
                        "half a header",
                        header(whole, "authorization", "ACS3-HMAC-SHA256"),
                        400,
                        "IncompleteSignature"),
                new Row("basic", header(whole, "authorization", "Basic YTpi"), 400, "IncompleteSignature"),
                new Row(
                        "other method",
                        header(whole, "authorization", authorization.replace("HMAC-SHA256", "HMAC-SM3")),
                        400,
                        "InvalidSignatureMethod"),
                new Row(
                        "unknown key",
                        header(whole, "authorization", authorization.replace("LTAI-one", "LTAI-none")),
                        404,
                        "InvalidAccessKeyId.NotFound"));
    }

    private static List<Row> shapeRows() {
        HttpCall call = get(version1("Echo"));
        Map<String, String> json = Map.of("Content-Type", "application/json", "Accept", "application/json");
        Map<String, String> accept = Map.of("Accept", "application/json");
        Map<String, String> yaml = version1("Echo");
        yaml.put("Format", "YAML");
        return List.of(
                new Row("unknown format", accept(get(yaml)), 400, "InvalidParameter.Format"),
                new Row("PUT", new HttpCall("PUT", "/", "", accept, new byte[0]), 400, "UnsupportedHTTPMethod"),
                new Row("another path", new HttpCall("GET", "/x", "", accept, new byte[0]), 400, "InvalidRequest"),
                new Row("JSON body", new HttpCall("POST", "/", "", json, new byte[2]), 415, "InvalidContentType"),
                new Row("half an escape", accept(query(call, call.query() + "&x=%4")), 400, "InvalidParameter"),
                new Row(
                        "a parameter twice",
                        accept(query(call, call.query() + "&Action=Echo")),
                        400,
                        "InvalidParameter"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isRefusedWithItsCode(Row row) {
        HttpReply reply = gateway.answer(row.call, NOW);

        assertThat(GatewayTest.text(reply)).startsWith("{");
        JsonNode body = JsonMapper.shared().readTree(reply.body());
        assertThat(body.path("Code").asString()).isEqualTo(row.code);
        assertThat(reply.status()).isEqualTo(row.status);
        assertThat(body.path("RequestId").asString()).isEqualTo("REQUEST-1");
        assertThat(body.path("Message").asString()).isNotBlank();
    }

    @Test
    void errorsAreWrittenAsXmlToo() {
        Map<String, String> call = version1("Echo");
        call.remove("Format");
        call.put("Signature", "AAAA");

        assertThat(GatewayTest.text(gateway.answer(get(call), NOW)))
                .contains("<Error><RequestId>REQUEST-1</RequestId><HostId>127.0.0.1:18080</HostId>"
                        + "<Code>SignatureDoesNotMatch</Code>");
    }

    @Test
    void aWrongSignatureIsToldWhatItShouldCover() {
        Map<String, String> call = version1("Echo");
        call.put("Signature", "AAAA");

        assertThat(GatewayTest.text(gateway.answer(get(call), NOW)))
                .contains("server string to sign is:GET&%2F&AccessKeyId%3DLTAI-one%26Action%3DEcho%26");
    }

    private static Row row1(String what, String name, String value, int status, String code) {
        Map<String, String> parameters = version1("Echo");
        parameters.put(name, value);
        return new Row(what, get(parameters), status, code);
    }

    private static Row row3(String what, String name, String value, int status, String code) {
        Map<String, String> headers = version3("Echo");
        headers.put(name, value);
        return new Row(what + " (version 3)", post3(headers, Map.of()), status, code);
    }

    private static HttpCall query(HttpCall call, String query) {
        return new HttpCall(call.method(), call.path(), query, call.headers(), call.body());
    }

    private static HttpCall header(HttpCall call, String name, String value) {
        Map<String, String> headers = new LinkedHashMap<>(call.headers());
        headers.put(name, value);
        return new HttpCall(call.method(), call.path(), call.query(), headers, call.body());
    }

    private static HttpCall accept(HttpCall call) {
        return header(call, "accept", "application/json");
    }
}
