package dev.baton.cli;

import dev.baton.vpc.gateway.AccessKey;
import dev.baton.vpc.server.ServerSettings;
import dev.baton.vpc.server.VpcStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `baton vpc status`: what there is in a running server's cloud.
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Show the HaVips of a running server: who is bound, who has them, which EIP leads there.",
        footer = {
            "",
            "Example: baton vpc status --json | jq '.haVips[0].master'",
            "",
            "The access key is ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET of the environment, as",
            "for the cloud's own programs, or else the laboratory's.",
            "Exit codes: 0 shown, 1 no server answers or it refuses."
        })
final class VpcStatusCommand implements Callable<Integer> {
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

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        VpcStatus status = VpcStatus.of(endpoint, key(), region);
        out.print(json ? JsonText.of(status.tree()) : status.text());
        out.flush();
        return 0;
    }

    private static AccessKey key() {
        String id = System.getenv("ALIBABA_CLOUD_ACCESS_KEY_ID");
        String secret = System.getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET");
        return id == null || secret == null ? ServerSettings.LABORATORY_KEY : new AccessKey(id, secret, "caller", true);
    }
}
