package dev.baton.cli;

import dev.baton.vpc.gateway.AccessKey;
import dev.baton.vpc.server.ServerSettings;
import picocli.CommandLine.Option;

/// Where a running server of the cloud's API is, and who calls it.
final class CloudOptions {
    static final String KEY_FROM =
            "The access key is ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET of the environment, as";
    static final String OR_ELSE = "for the cloud's own programs, or else the laboratory's.";

    @Option(
            names = "--endpoint",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:18080",
            description = "Where the server listens (default: ${DEFAULT-VALUE}).")
    private String endpoint = "127.0.0.1:18080";

    @Option(
            names = "--region",
            paramLabel = "REGION",
            defaultValue = "cn-lab-1",
            description = "Default: ${DEFAULT-VALUE}.")
    private String region = "cn-lab-1";

    String endpoint() {
        return endpoint;
    }

    String region() {
        return region;
    }

    static AccessKey key() {
        String id = System.getenv("ALIBABA_CLOUD_ACCESS_KEY_ID");
        String secret = System.getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET");
        return id == null || secret == null ? ServerSettings.LABORATORY_KEY : new AccessKey(id, secret, "caller", true);
    }
}
