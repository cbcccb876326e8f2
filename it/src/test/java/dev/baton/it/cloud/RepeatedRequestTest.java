package dev.baton.it.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.vpc.gateway.AccessKey;
import dev.baton.vpc.gateway.SignatureMethod;
import dev.baton.vpc.gateway.SignatureV1;
import dev.baton.vpc.server.ServerSettings;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
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

    /// The answer's body, whatever its status is.
    private static String send(CloudProcess cloud, String query) throws Exception {
        URL url = URI.create("http://" + cloud.endpoint() + "/?" + query).toURL();
        HttpURLConnection call = (HttpURLConnection) url.openConnection();
        try (InputStream body = call.getResponseCode() == 200 ? call.getInputStream() : call.getErrorStream()) {
            return new String(body.readAllBytes(), UTF_8);
        }
    }

    private static String signed(String action) {
        AccessKey key = ServerSettings.LABORATORY_KEY;
        TreeMap<String, String> all = new TreeMap<>();
        all.put("Action", action);
        all.put("Version", "2016-04-28");
        all.put("RegionId", "cn-lab-1");
        all.put("Format", "JSON");
        all.put("AccessKeyId", key.id());
        all.put("SignatureMethod", "HMAC-SHA1");
        all.put("SignatureVersion", "1.0");
        all.put("SignatureNonce", UUID.randomUUID().toString());
        all.put("Timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        all.put("Signature", SignatureMethod.HMAC_SHA1.sign(key.secret(), SignatureV1.stringToSign("GET", all)));
        return all.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }
}
