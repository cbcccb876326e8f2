package dev.baton.cli;

import dev.baton.vpc.server.VpcStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `baton vpc status`: what there is in a running server's cloud.
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Show what there is in a running server's cloud: HaVips with who is bound (dashed) and who has them (solid),",
            "instances, and EIPs with where they lead."
        },
        footer = {
            "",
            "Example: baton vpc status --json | jq '.haVips[0].master'",
            "",
            CloudOptions.KEY_FROM,
            CloudOptions.OR_ELSE,
            "Exit codes: 0 shown, 1 no server answers or it refuses."
        })
final class VpcStatusCommand implements Callable<Integer> {
    @Mixin
    private CloudOptions cloud = new CloudOptions();

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        VpcStatus status = VpcStatus.of(cloud.endpoint(), CloudOptions.key(), cloud.region());
        out.print(json ? JsonText.of(status.tree()) : status.text());
        out.flush();
        return 0;
    }
}
