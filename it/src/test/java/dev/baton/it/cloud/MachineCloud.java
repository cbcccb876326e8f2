package dev.baton.it.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.aliyun.teaopenapi.models.Config;
import dev.baton.vpc.gateway.AccessKey;
import dev.baton.vpc.server.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// `baton vpc serve --driver linux` or `ovn` with official SDKs pointed at it, and a look at its machines from outside.
final class MachineCloud implements AutoCloseable {
    private final Path state;
    private final CloudProcess process;
    private final Config config;

    private MachineCloud(Path state, CloudProcess process, Config config) {
        this.state = state;
        this.process = process;
        this.config = config;
    }

    /// Starts it and returns when it answers.
    ///
    /// @param folder gets the server's state, which a later server takes up
    static MachineCloud start(Path folder, String driver) throws IOException {
        CloudProcess process = CloudProcess.start(folder, "--driver", driver, "--port", "0");
        AccessKey key = ServerSettings.LABORATORY_KEY;
        Config config = new Config()
                .setEndpoint(process.endpoint())
                .setProtocol("HTTP")
                .setRegionId(SdkCloud.REGION)
                .setAccessKeyId(key.id())
                .setAccessKeySecret(key.secret());
        return new MachineCloud(folder.resolve("state"), process, config);
    }

    com.aliyun.vpc20160428.Client vpc() throws Exception {
        return new com.aliyun.vpc20160428.Client(config);
    }

    com.aliyun.ecs20140526.Client ecs() throws Exception {
        return new com.aliyun.ecs20140526.Client(config);
    }

    /// The process that holds the machine of this name, by the server's note; empty if there is none.
    Optional<Long> holder(String name) throws IOException {
        return Files.readAllLines(state.resolve("machines")).stream()
                .map(line -> line.split(" ", -1))
                .filter(words -> words[1].equals(name))
                .map(words -> Long.valueOf(words[2]))
                .findFirst();
    }

    /// The page at this address as the client on the internet side sees it; empty text if there is none.
    String curl(String address) throws IOException, InterruptedException {
        String client = Long.toString(holder("client").orElseThrow());
        Process curl = new ProcessBuilder(List.of(
                        "nsenter",
                        "--net",
                        "--target",
                        client,
                        "curl",
                        "--silent",
                        "--noproxy",
                        "*",
                        "--max-time",
                        "2",
                        "http://" + address + "/"))
                .start();
        String page = new String(curl.getInputStream().readAllBytes(), UTF_8);
        curl.waitFor();
        return page;
    }

    /// What the user data of all instances has printed, and what the server has.
    String logs() {
        StringBuilder all = new StringBuilder(process.log());
        try (Stream<Path> files = Files.walk(state.resolve("instances"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append("--- ").append(file).append('\n').append(Files.readString(file));
            }
        } catch (IOException e) {
            all.append("--- ").append(e);
        }
        return all.toString();
    }

    /// SIGKILL to the server alone.
    void kill() throws InterruptedException {
        process.kill();
    }

    /// SIGTERM.
    ///
    /// @return the exit code
    int terminate() throws InterruptedException {
        return process.terminate();
    }

    @Override
    public void close() {
        process.close();
    }
}
