package dev.baton.it.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.teaopenapi.models.Config;
import dev.baton.havip.api.Api;
import dev.baton.havip.api.ApiAnswer;
import dev.baton.havip.api.ApiCall;
import dev.baton.havip.api.ApiError;
import dev.baton.havip.cloud.ErrorCode;
import dev.baton.havip.cloud.ErrorStories;
import dev.baton.havip.cloud.ErrorStories.Story;
import dev.baton.vpc.gateway.AccessKey;
import dev.baton.vpc.gateway.AccessKeys;
import dev.baton.vpc.gateway.Gateway;
import dev.baton.vpc.server.ApiServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every error code of the engine as an official SDK reports it, at the end of the story that leads to it: all calls of
/// the story are the SDK's, over HTTP, signed and verified.
class SdkErrorsTest {
    private static final AccessKey KEY = new AccessKey("LTAI-stories", "secret", ErrorStories.ACCOUNT, true);

    /// Reached by the SDK's call for what has no class, because this SDK's own class has no place for a parameter:
    /// the tags of CreateVpc, the address of AllocateEipAddress.
    private static final Set<ErrorCode> UNTYPED = EnumSet.of(
            ErrorCode.INVALID_TAG_KEY,
            ErrorCode.INVALID_TAG_VALUE,
            ErrorCode.DUPLICATE_TAG_KEY,
            ErrorCode.PUBLIC_ADDRESS_UNAVAILABLE);

    private final AtomicReference<Api> engine = new AtomicReference<>();
    private ApiServer server;
    private SdkCaller sdk;

    @BeforeEach
    void start() throws Exception {
        Gateway gateway = Gateway.forgetful(
                call -> engine.get().call(call),
                new AccessKeys(List.of(KEY)),
                () -> UUID.randomUUID().toString());
        server = ApiServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), gateway, InstantSource.system());
        sdk = new SdkCaller(new Config()
                .setEndpoint("127.0.0.1:" + server.address().getPort())
                .setProtocol("HTTP")
                .setRegionId(SdkCloud.REGION)
                .setAccessKeyId(KEY.id())
                .setAccessKeySecret(KEY.secret()));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void everyCodeReachesTheSdk() {
        Set<ErrorCode> seen = EnumSet.noneOf(ErrorCode.class);
        Set<ErrorCode> typed = EnumSet.noneOf(ErrorCode.class);
        List<String> wrong = new ArrayList<>();
        ErrorStories.all().forEach(story -> {
            String answer = told(story);
            // A product is named by its API's version: one that nobody has never gets as far as the engine.
            if (story.code() == ErrorCode.ACTION_NOT_FOUND && answer.startsWith("400 InvalidVersion ")) {
                return;
            }
            if (!answer.startsWith(wanted(story))) {
                wrong.add(story + ": " + answer);
            }
            seen.add(story.code());
            if (sdk.lastWasTyped()) {
                typed.add(story.code());
            }
        });
        assertThat(wrong).isEmpty();
        assertThat(seen).containsExactlyInAnyOrder(ErrorCode.values());
        assertThat(EnumSet.complementOf(EnumSet.copyOf(typed)))
                .as("only by the SDK's call for what has no class")
                .isEqualTo(UNTYPED);
    }

    private static String wanted(Story story) {
        return story.code().status() + " " + story.code().code() + " ";
    }

    private String told(Story story) {
        try {
            return switch (story.play(this::way)) {
                case ApiAnswer.Failed(ApiError error) -> error.status() + " " + error.code() + " " + error.message();
                case ApiAnswer.Done done -> "done";
            };
        } catch (IllegalStateException | AssertionError e) {
            return e.toString();
        }
    }

    private Function<ApiCall, ApiAnswer> way(Api end) {
        engine.set(end);
        return sdk::call;
    }
}
