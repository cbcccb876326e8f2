package dev.baton.it.cloud;

import com.aliyun.teaopenapi.models.Config;
import com.aliyuncs.AcsResponse;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.RpcAcsRequest;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.profile.DefaultProfile;
import dev.baton.havip.cloud.CloudSettings;
import dev.baton.havip.cloud.Delay;
import dev.baton.havip.cloud.Rate;
import dev.baton.it.lab.Await;
import dev.baton.vpc.gateway.AccessKey;
import dev.baton.vpc.gateway.Gateway;
import dev.baton.vpc.server.ApiServer;
import dev.baton.vpc.server.CloudSource;
import dev.baton.vpc.server.CloudThread;
import dev.baton.vpc.server.NoNetwork;
import dev.baton.vpc.server.ServerSettings;
import dev.baton.vpc.store.Database;
import dev.baton.vpc.store.StoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;

/// The whole server but for its process, and the official SDKs pointed at it. Remembers which actions succeeded.
final class SdkCloud implements AutoCloseable {
    static final String REGION = "cn-lab-1";
    static final String ZONE = "cn-lab-1a";

    private static final AccessKey KEY = ServerSettings.LABORATORY_KEY;

    /// Transitions end soon, but not at once: clients have to wait for them.
    private static final Map<Delay, Duration> DELAYS =
            Arrays.stream(Delay.values()).collect(Collectors.toMap(each -> each, each -> Duration.ofMillis(20)));

    private final Set<String> succeeded = new ConcurrentSkipListSet<>();
    private final CloudThread cloud;
    private final ApiServer server;

    SdkCloud(Path folder) throws Exception {
        CloudSettings settings =
                CloudSettings.DEFAULT.withDelays(DELAYS).withRate(new Rate(100_000, Duration.ofSeconds(1)));
        cloud = CloudThread.start(
                new CloudSource(Database.embedded(folder), settings),
                new NoNetwork(),
                InstantSource.system(),
                entry -> {});
        Gateway gateway = Gateway.forgetful(
                call -> {
                    var answer = cloud.call(call);
                    if (answer instanceof dev.baton.havip.api.ApiAnswer.Done) {
                        succeeded.add(call.action());
                    }
                    return answer;
                },
                ServerSettings.LABORATORY.keys(),
                () -> UUID.randomUUID().toString());
        server = ApiServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), gateway, InstantSource.system());
    }

    com.aliyun.vpc20160428.Client vpc() throws Exception {
        return new com.aliyun.vpc20160428.Client(config());
    }

    com.aliyun.ecs20140526.Client ecs() throws Exception {
        return new com.aliyun.ecs20140526.Client(config());
    }

    /// By the older SDK.
    <T extends AcsResponse> T older(RpcAcsRequest<T> request) throws ClientException {
        DefaultProfile profile = DefaultProfile.getProfile(REGION, KEY.id(), KEY.secret());
        profile.getHttpClientConfig().setProtocolType(ProtocolType.HTTP);
        request.setSysEndpoint("127.0.0.1:" + server.address().getPort());
        return new DefaultAcsClient(profile).getAcsResponse(request);
    }

    /// The actions that were called and did what was wanted.
    Set<String> succeeded() {
        return succeeded;
    }

    /// Polls, as clients of an asynchronous API do.
    static void until(String claim, Callable<Boolean> condition) {
        Await.until(claim, Duration.ofSeconds(20), () -> holds(condition), () -> "");
    }

    private static boolean holds(Callable<Boolean> condition) {
        try {
            return condition.call();
        } catch (Exception e) { // the SDK's signature
            throw new IllegalStateException("while waiting", e);
        }
    }

    private Config config() {
        return new Config()
                .setEndpoint("127.0.0.1:" + server.address().getPort())
                .setProtocol("HTTP")
                .setRegionId(REGION)
                .setAccessKeyId(KEY.id())
                .setAccessKeySecret(KEY.secret());
    }

    @Override
    public void close() throws IOException, StoreException {
        server.close();
        cloud.close();
    }
}
