package dev.baton.it.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.teaopenapi.models.Config;
import com.aliyun.vpc20160428.Client;
import com.aliyun.vpc20160428.models.AllocateEipAddressRequest;
import com.aliyun.vpc20160428.models.DescribeEipAddressesRequest;
import com.aliyun.vpc20160428.models.DescribeEipAddressesResponseBody;
import com.aliyun.vpc20160428.models.ModifyEipAddressAttributeRequest;
import com.aliyun.vpc20160428.models.ReleaseEipAddressRequest;
import dev.baton.vpc.server.ServerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the server acknowledged is there after `kill -9`, whenever it comes. `-Dcloud.kills=N` kills it N times instead
/// of 20, `-Dcloud.seed=N` at the same points again.
@Tag("long")
class KilledServerTest {
    private static final int KILLS = Integer.getInteger("cloud.kills", 20);
    private static final long SEED = Long.getLong("cloud.seed", System.nanoTime());

    /// The session's calls take about this long, so that kills come before, within and after them.
    private static final int SESSION_MILLIS = 400;

    /// No delays, no rates: a call is a change at once.
    private static final String SETTINGS = """
            {"quotas": {"eips-per-account": 10000}, "publicAddresses": "198.18.0.0/16",
             "delaysMillis": {"eip-releasing": 0, "eip-modifying": 0},
             "rate": {"calls": 1000000, "seconds": 1},
             "rates": {"AllocateEipAddress": {"calls": 1000000, "seconds": 1},
                       "ReleaseEipAddress": {"calls": 1000000, "seconds": 1},
                       "DescribeEipAddresses": {"calls": 1000000, "seconds": 1}}}
            """;

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);

    /// What was acknowledged: each EIP with its name.
    private final Map<String, String> acknowledged = new HashMap<>();

    /// What the call says that has begun and was not answered.
    private Attempt attempt = new Attempt.Nothing();

    private sealed interface Attempt {
        record Nothing() implements Attempt {}

        record Allocate(String name) implements Attempt {}

        record Rename(String id, String name) implements Attempt {}

        record Release(String id) implements Attempt {}
    }

    @Test
    void nothingAcknowledgedIsLost() throws Exception {
        Path settings = Files.writeString(folder.resolve("settings.json"), SETTINGS);
        int acknowledgements = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            try (CloudProcess cloud = CloudProcess.start(folder, "--port", "0", "--settings", settings.toString())) {
                check(client(cloud), kill);
                acknowledgements += sessionUntilKilled(cloud);
            }
        }
        try (CloudProcess cloud = CloudProcess.start(folder, "--port", "0", "--settings", settings.toString())) {
            check(client(cloud), KILLS);
            assertThat(cloud.terminate()).isZero();
        }
        assertThat(acknowledgements).as("calls that were acknowledged").isGreaterThan(KILLS);
    }

    /// Calls and calls, until the server is gone.
    private int sessionUntilKilled(CloudProcess cloud) throws Exception {
        Client client = client(cloud);
        long pause = random.nextInt(SESSION_MILLIS);
        Thread killer = Thread.ofPlatform().start(() -> killAfter(cloud, pause));
        int done = 0;
        boolean alive = true;
        while (alive) {
            try {
                step(client, kill(done));
                done++;
            } catch (Exception e) { // the SDK's signature; a dead server is the only reason that is expected
                alive = false;
            }
        }
        killer.join();
        return done;
    }

    private static String kill(int step) {
        return "name-" + step;
    }

    private void step(Client client, String name) throws Exception {
        List<String> ids = new ArrayList<>(acknowledged.keySet());
        int choice = ids.size() < 3 ? 0 : random.nextInt(3);
        String id = ids.isEmpty() ? "" : ids.get(random.nextInt(ids.size()));
        switch (choice) {
            case 0 -> {
                attempt = new Attempt.Allocate(name);
                acknowledged.put(
                        client.allocateEipAddress(new AllocateEipAddressRequest()
                                        .setRegionId("cn-lab-1")
                                        .setName(name))
                                .getBody()
                                .getAllocationId(),
                        name);
            }
            case 1 -> {
                attempt = new Attempt.Rename(id, name);
                client.modifyEipAddressAttribute(new ModifyEipAddressAttributeRequest()
                        .setRegionId("cn-lab-1")
                        .setAllocationId(id)
                        .setName(name));
                acknowledged.put(id, name);
            }
            default -> {
                attempt = new Attempt.Release(id);
                client.releaseEipAddress(
                        new ReleaseEipAddressRequest().setRegionId("cn-lab-1").setAllocationId(id));
                acknowledged.remove(id);
            }
        }
        attempt = new Attempt.Nothing();
    }

    /// What there is must be what was acknowledged, with the attempt done or not done.
    private void check(Client client, int kills) throws Exception {
        Map<String, String> found = eips(client);
        Map<String, String> done = new HashMap<>(acknowledged);
        switch (attempt) {
            case Attempt.Nothing() -> {}
            case Attempt.Allocate(String name) ->
                found.entrySet().stream()
                        .filter(each -> !acknowledged.containsKey(each.getKey())
                                && each.getValue().equals(name))
                        .forEach(each -> done.put(each.getKey(), name));
            case Attempt.Rename(String id, String name) -> done.put(id, name);
            case Attempt.Release(String id) -> done.remove(id);
        }
        assertThat(done.size() - acknowledged.size()).isBetween(-1, 1);
        assertThat(Set.of(found))
                .as("after %d kills, -Dcloud.seed=%d, having tried %s", kills, SEED, attempt)
                .isSubsetOf(done.equals(acknowledged) ? Set.of(acknowledged) : Set.of(acknowledged, done));
        acknowledged.clear();
        acknowledged.putAll(found);
        attempt = new Attempt.Nothing();
    }

    private static Map<String, String> eips(Client client) throws Exception {
        Map<String, String> found = new HashMap<>();
        int total = 1;
        for (int page = 1; (page - 1) * 100 < total; page++) {
            DescribeEipAddressesResponseBody body = client.describeEipAddresses(new DescribeEipAddressesRequest()
                            .setRegionId("cn-lab-1")
                            .setPageNumber(page)
                            .setPageSize(100))
                    .getBody();
            total = body.getTotalCount();
            body.getEipAddresses().getEipAddress().forEach(eip -> found.put(eip.getAllocationId(), eip.getName()));
        }
        return found;
    }

    private static void killAfter(CloudProcess cloud, long millis) {
        try {
            Thread.sleep(millis);
            cloud.kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Client client(CloudProcess cloud) throws Exception {
        return new Client(new Config()
                .setEndpoint(cloud.endpoint())
                .setProtocol("HTTP")
                .setRegionId("cn-lab-1")
                .setReadTimeout(5_000)
                .setConnectTimeout(5_000)
                .setAccessKeyId(ServerSettings.LABORATORY_KEY.id())
                .setAccessKeySecret(ServerSettings.LABORATORY_KEY.secret()));
    }
}
