package dev.baton.vpc.gateway;

import static dev.baton.vpc.gateway.Requests.KEY;
import static dev.baton.vpc.gateway.Requests.form;
import static dev.baton.vpc.gateway.Requests.get;
import static dev.baton.vpc.gateway.Requests.post3;
import static dev.baton.vpc.gateway.Requests.version1;
import static dev.baton.vpc.gateway.Requests.version3;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.havip.api.Api;
import dev.baton.havip.api.ApiAnswer;
import dev.baton.havip.api.ApiCall;
import dev.baton.havip.api.ApiError;
import dev.baton.havip.api.ApiNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/// From HTTP to the API and back; the API behind is one that repeats what it was told.
class GatewayTest {
    private static final Instant NOW = Instant.parse(Requests.TIME);

    private final List<ApiCall> calls = new ArrayList<>();
    private final Gateway gateway = gateway(call -> {
        calls.add(call);
        return new ApiAnswer.Done(echo(call));
    });

    @Test
    void parametersOfBothSignaturesAndBothMethodsReachTheApi() {
        Map<String, String> own = Map.of("Name", "a b*c~d+é", "Tag.1.Key", "k&=");
        Map<String, String> version1 = version1("CreateHaVip");
        version1.putAll(own);

        assertThat(gateway.answer(get(version1), NOW).status()).isEqualTo(200);
        version1.put("SignatureNonce", "nonce-2");
        assertThat(gateway.answer(form(version1), NOW).status()).isEqualTo(200);
        assertThat(gateway.answer(post3(version3("CreateHaVip"), own), NOW).status())
                .isEqualTo(200);

        assertThat(calls)
                .hasSize(3)
                .allSatisfy(call ->
                        assertThat(call).isEqualTo(new ApiCall("Vpc", "CreateHaVip", KEY.account(), own, "REQUEST-1")));
    }

    @Test
    void theVersionNamesTheProduct() {
        Map<String, String> call = version1("StopInstance");
        call.put("Version", "2014-05-26");

        gateway.answer(get(call), NOW);

        assertThat(calls).extracting(ApiCall::product).containsExactly("Ecs");
    }

    @Test
    void answersAreJsonOrXmlAsWanted() {
        Map<String, String> json = version1("Echo");
        json.put("Name", "<\"&\u0001>");
        assertThat(text(gateway.answer(get(json), NOW)))
                .isEqualTo("{\"RequestId\":\"REQUEST-1\",\"Name\":\"<\\\"&\\u0001>\",\"Count\":2,\"Whole\":true,"
                        + "\"Sets\":{\"Set\":[\"a\",\"b\"]}}");

        Map<String, String> xml = new LinkedHashMap<>(json);
        xml.put("SignatureNonce", "nonce-2");
        xml.remove("Format");
        HttpReply reply = gateway.answer(get(xml), NOW);
        assertThat(reply.contentType()).startsWith("text/xml");
        assertThat(text(reply))
                .endsWith("<EchoResponse><RequestId>REQUEST-1</RequestId><Name>&lt;\"&amp;\ufffd&gt;</Name>"
                        + "<Count>2</Count><Whole>true</Whole><Sets><Set>a</Set><Set>b</Set></Sets></EchoResponse>");
    }

    @Test
    void version3IsAnsweredInJsonUnlessXmlIsAccepted() {
        Map<String, String> headers = version3("Echo");
        assertThat(gateway.answer(post3(headers, Map.of()), NOW).contentType()).startsWith("application/json");
        headers.put("x-acs-signature-nonce", "another");
        headers.put("accept", "application/xml");
        assertThat(gateway.answer(post3(headers, Map.of()), NOW).contentType()).startsWith("text/xml");
    }

    @Test
    void anErrorOfTheApiIsWrittenInFull() {
        Gateway refusing = gateway(
                call -> new ApiAnswer.Failed(new ApiError("InvalidHaVipId.NotFound", 404, "There is no such HaVip.")));

        HttpReply reply = refusing.answer(get(version1("DeleteHaVip")), NOW);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(text(reply))
                .isEqualTo("{\"RequestId\":\"REQUEST-1\",\"HostId\":\"127.0.0.1:18080\","
                        + "\"Code\":\"InvalidHaVipId.NotFound\",\"Message\":\"There is no such HaVip.\","
                        + "\"Recommend\":\"https://api.alibabacloud.com/troubleshoot?q=InvalidHaVipId.NotFound\"}");
    }

    @Test
    void aDefectBehindTheGatewayIsAnInternalError() {
        Gateway broken = gateway(call -> {
            throw new IllegalStateException("a defect");
        });

        HttpReply reply = broken.answer(get(version1("CreateHaVip")), NOW);

        assertThat(reply.status()).isEqualTo(500);
        assertThat(text(reply)).contains("InternalError").doesNotContain("a defect");
    }

    @Test
    void aRequestIsTakenWithinFifteenMinutesOfItsTimeAndNotAfter() {
        HttpCall call = get(version1("Echo"));
        Duration skew = Duration.ofMinutes(15);

        assertThat(text(gateway.answer(call, NOW.plus(skew).plusSeconds(1)))).contains("InvalidTimeStamp.Expired");
        assertThat(text(gateway.answer(call, NOW.minus(skew).minusSeconds(1)))).contains("InvalidTimeStamp.Expired");
        assertThat(gateway.answer(call, NOW.plus(skew)).status()).isEqualTo(200);
    }

    @Test
    void aRepeatedRequestIsRefusedAsLongAsItsTimeIsRight() {
        HttpCall early = get(version1("Echo"));
        assertThat(gateway.answer(early, NOW.minus(Duration.ofMinutes(15))).status())
                .isEqualTo(200);
        assertThat(text(gateway.answer(early, NOW.plus(Duration.ofMinutes(15)))))
                .contains("SignatureNonceUsed");
        assertThat(calls).hasSize(1);
    }

    @Test
    void aForgedRequestDoesNotUseUpANonce() {
        Map<String, String> forged = version1("Echo");
        forged.put("Signature", "AAAA");
        assertThat(text(gateway.answer(get(forged), NOW))).contains("SignatureDoesNotMatch");
        assertThat(gateway.answer(get(version1("Echo")), NOW).status()).isEqualTo(200);
    }

    @Test
    void theStubsAnswerWhoAndWhere() {
        Map<String, String> who = version1("GetCallerIdentity");
        who.put("Version", "2015-04-01");
        assertThat(text(gateway.answer(get(who), NOW))).contains("\"AccountId\":\"1234567890\"");

        Map<String, String> where = version1("DescribeEndpoints");
        where.put("Version", "2015-06-12");
        where.put("SignatureNonce", "nonce-2");
        where.put("ServiceCode", "ecs");
        assertThat(text(gateway.answer(get(where), NOW))).contains("\"Endpoint\":[{\"Endpoint\":\"127.0.0.1:18080\"");

        where.put("Action", "DescribeNothing");
        where.put("SignatureNonce", "nonce-3");
        assertThat(text(gateway.answer(get(where), NOW))).contains("InvalidAction.NotFound");
        assertThat(calls).isEmpty();
    }

    @Test
    void secretsAreNotWritten() {
        HttpCall call = get(version1("Echo"));
        assertThat(KEY.toString()).doesNotContain(KEY.secret());
        assertThat(call.toString()).doesNotContain("Signature");
    }

    static Gateway gateway(Api api) {
        AccessKey off = new AccessKey("LTAI-off", "another", "1", false);
        return Gateway.forgetful(api, new AccessKeys(List.of(KEY, off)), () -> "REQUEST-1");
    }

    static String text(HttpReply reply) {
        return new String(reply.body(), StandardCharsets.UTF_8);
    }

    private static ApiNode.Fields echo(ApiCall call) {
        SequencedMap<String, ApiNode> set = new LinkedHashMap<>();
        set.put("Set", new ApiNode.Items(List.of(new ApiNode.Text("a"), new ApiNode.Text("b"))));
        SequencedMap<String, ApiNode> fields = new LinkedHashMap<>();
        fields.put("Name", new ApiNode.Text(call.parameter("Name").orElse("")));
        fields.put("Count", new ApiNode.Whole(2));
        fields.put("Whole", new ApiNode.Flag(true));
        fields.put("Sets", new ApiNode.Fields(set));
        return new ApiNode.Fields(fields);
    }
}
