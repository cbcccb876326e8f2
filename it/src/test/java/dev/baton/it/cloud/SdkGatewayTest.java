package dev.baton.it.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.ecs20140526.models.StopInstanceRequest;
import com.aliyun.sts20150401.models.GetCallerIdentityResponse;
import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.vpc20160428.models.DescribeHaVipsRequest;
import com.aliyun.vpc20160428.models.DescribeHaVipsResponseBody;
import com.aliyuncs.AcsResponse;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.RpcAcsRequest;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.profile.DefaultProfile;
import dev.baton.havip.api.ApiAnswer;
import dev.baton.havip.api.ApiCall;
import dev.baton.havip.api.ApiError;
import dev.baton.havip.api.ApiNode;
import dev.baton.vpc.gateway.AccessKey;
import dev.baton.vpc.gateway.AccessKeys;
import dev.baton.vpc.gateway.Gateway;
import dev.baton.vpc.server.ApiServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The official SDKs, unmodified, and the gateway: signatures, parameters, answers and errors arrive whole.
class SdkGatewayTest {
    private static final String REGION = "cn-lab-1";
    private static final AccessKey KEY = new AccessKey("LTAI-sdk", "sdk-secret", "1000000001", true);

    private final List<ApiCall> calls = new ArrayList<>();
    private ApiServer server;

    @BeforeEach
    void start() throws Exception {
        Gateway gateway = Gateway.forgetful(
                this::answer,
                new AccessKeys(List.of(KEY)),
                () -> UUID.randomUUID().toString());
        server = ApiServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), gateway, InstantSource.system());
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACS3-HMAC-SHA256", "v2"})
    void theSdkReadsWhatTheApiSays(String signature) throws Exception {
        DescribeHaVipsRequest request = new DescribeHaVipsRequest()
                .setRegionId(REGION)
                .setFilter(List.of(new DescribeHaVipsRequest.DescribeHaVipsRequestFilter()
                        .setKey("Status")
                        .setValue(List.of("InUse", "a b*c~中"))));

        DescribeHaVipsResponseBody body = vpc(signature).describeHaVips(request).getBody();

        assertThat(body.getTotalCount()).isEqualTo(1);
        assertThat(body.getHaVips().getHaVip()).singleElement().satisfies(havip -> {
            assertThat(havip.getHaVipId()).isEqualTo("havip-1");
            assertThat(havip.getAssociatedInstances().getAssociatedInstance()).containsExactly("i-1", "i-2");
        });
        assertThat(calls).singleElement().satisfies(call -> {
            assertThat(call.product()).isEqualTo("Vpc");
            assertThat(call.account()).isEqualTo(KEY.account());
            assertThat(call.requestId()).isEqualTo(body.getRequestId());
            assertThat(call.parameters())
                    .containsEntry("Filter.1.Key", "Status")
                    .containsEntry("Filter.1.Value.2", "a b*c~中")
                    .containsEntry("RegionId", REGION);
        });
    }

    @Test
    void theOlderSdkReadsWhatTheApiSays() throws Exception {
        var request = new com.aliyuncs.vpc.model.v20160428.DescribeHaVipsRequest();
        request.setPageSize(7);

        var response = older(KEY.secret(), request);

        assertThat(response.getHaVips()).singleElement().satisfies(havip -> {
            assertThat(havip.getHaVipId()).isEqualTo("havip-1");
            assertThat(havip.getAssociatedInstances()).containsExactly("i-1", "i-2");
        });
        assertThat(calls)
                .singleElement()
                .satisfies(call -> assertThat(call.parameters()).containsEntry("PageSize", "7"));
    }

    @Test
    void errorsReachBothSdks() throws Exception {
        assertThatThrownBy(() -> new com.aliyun.ecs20140526.Client(config("ACS3-HMAC-SHA256"))
                        .stopInstance(new StopInstanceRequest().setInstanceId("i-1")))
                .isInstanceOfSatisfying(TeaException.class, refused -> {
                    assertThat(refused.getCode()).isEqualTo("InvalidInstanceId.NotFound");
                    assertThat(refused.getStatusCode()).isEqualTo(404);
                });
        assertThatThrownBy(() -> older(KEY.secret(), new com.aliyuncs.vpc.model.v20160428.DeleteHaVipRequest()))
                .isInstanceOfSatisfying(ClientException.class, refused -> {
                    assertThat(refused.getErrCode()).isEqualTo("InvalidInstanceId.NotFound");
                    assertThat(refused.getRequestId()).isEqualTo(calls.getLast().requestId());
                });
    }

    /// The older SDK compares our string to sign with its own, and so tells a wrong secret from a wrong text.
    @Test
    void theOlderSdkTellsThatTheSecretIsWrong() {
        assertThatThrownBy(() -> older("another", new com.aliyuncs.vpc.model.v20160428.DescribeHaVipsRequest()))
                .isInstanceOfSatisfying(
                        ClientException.class,
                        refused -> assertThat(refused.getErrCode()).isEqualTo("SDK.InvalidAccessKeySecret"));
        assertThat(calls).isEmpty();
    }

    @Test
    void theCallersAccountIsKnown() throws Exception {
        GetCallerIdentityResponse response =
                new com.aliyun.sts20150401.Client(config("ACS3-HMAC-SHA256")).getCallerIdentity();

        assertThat(response.getBody().getAccountId()).isEqualTo(KEY.account());
    }

    private Config config(String signature) {
        return new Config()
                .setEndpoint("127.0.0.1:" + server.address().getPort())
                .setProtocol("HTTP")
                .setRegionId(REGION)
                .setAccessKeyId(KEY.id())
                .setAccessKeySecret(KEY.secret())
                .setSignatureAlgorithm(signature);
    }

    private com.aliyun.vpc20160428.Client vpc(String signature) throws Exception {
        return new com.aliyun.vpc20160428.Client(config(signature));
    }

    /// At an endpoint of the request: the profile's are shared by all tests of this JVM.
    private <T extends AcsResponse> T older(String secret, RpcAcsRequest<T> request) throws ClientException {
        DefaultProfile profile = DefaultProfile.getProfile(REGION, KEY.id(), secret);
        profile.getHttpClientConfig().setProtocolType(ProtocolType.HTTP);
        request.setSysEndpoint("127.0.0.1:" + server.address().getPort());
        return new DefaultAcsClient(profile).getAcsResponse(request);
    }

    private ApiAnswer answer(ApiCall call) {
        calls.add(call);
        return call.action().equals("DescribeHaVips")
                ? new ApiAnswer.Done(havips())
                : new ApiAnswer.Failed(new ApiError("InvalidInstanceId.NotFound", 404, "There is no such instance."));
    }

    private static ApiNode.Fields havips() {
        SequencedMap<String, ApiNode> havip = new LinkedHashMap<>();
        havip.put("HaVipId", new ApiNode.Text("havip-1"));
        havip.put(
                "AssociatedInstances",
                one(
                        "associatedInstance",
                        new ApiNode.Items(List.of(new ApiNode.Text("i-1"), new ApiNode.Text("i-2")))));
        SequencedMap<String, ApiNode> fields = new LinkedHashMap<>();
        fields.put("TotalCount", new ApiNode.Whole(1));
        fields.put("HaVips", one("HaVip", new ApiNode.Items(List.of(new ApiNode.Fields(havip)))));
        return new ApiNode.Fields(fields);
    }

    private static ApiNode.Fields one(String name, ApiNode value) {
        SequencedMap<String, ApiNode> fields = new LinkedHashMap<>();
        fields.put(name, value);
        return new ApiNode.Fields(fields);
    }
}
