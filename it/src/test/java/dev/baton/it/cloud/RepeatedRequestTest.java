package dev.baton.it.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A request that somebody recorded: played again, it is refused, also by the next server, however the last one ended.
@Tag("long")
class RepeatedRequestTest {
    @TempDir
    Path folder;

    @Test
    void isRefusedBeforeAndAfterARestart() throws Exception {
        String first = signed("AllocateEipAddress");
        String second = signed("DescribeEipAddresses");
        try (CloudProcess cloud = CloudProcess.start(folder, "--port", "0")) {
            assertThat(send(cloud, first)).contains("AllocationId");
            assertThat(send(cloud, first)).contains("SignatureNonceUsed");
            assertThat(send(cloud, second)).contains("\"TotalCount\":1");
            cloud.kill();
        }
        try (CloudProcess cloud = CloudProcess.start(folder, "--port", "0")) {
            assertThat(send(cloud, first)).contains("SignatureNonceUsed");
            assertThat(send(cloud, second)).contains("SignatureNonceUsed");
            assertThat(send(cloud, signed("DescribeEipAddresses"))).contains("\"TotalCount\":1");
            assertThat(cloud.terminate()).isZero();
        }
        try (CloudProcess cloud = CloudProcess.start(folder, "--port", "0")) {
            assertThat(send(cloud, first)).contains("SignatureNonceUsed");
        }
    }

    private static String send(CloudProcess cloud, String query) throws Exception {
        return PlainCalls.send(cloud, query).toString();
    }

    private static String signed(String action) {
        return PlainCalls.signed("2016-04-28", action, Map.of());
    }
}
