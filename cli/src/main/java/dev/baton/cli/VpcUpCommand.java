package dev.baton.cli;

import dev.baton.vpc.server.ServeException;
import dev.baton.vpc.stack.Builder;
import dev.baton.vpc.stack.StackFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `baton vpc up`: makes a cloud what a file says.
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Make a running server's cloud what FILE says: VPC, vSwitches, instances with user data, HaVips, EIPs.",
            "Run again, it changes what differs and nothing else.",
            "FILE is JSON: {\"vpc\": \"tutorial\", \"vSwitches\": {\"main\": \"172.16.0.0/16\"},",
            "  \"instances\": {\"ha1\": {\"address\": \"172.16.0.224\", \"userDataFile\": \"ha1.sh\"}},",
            "  \"haVips\": {\"web\": {\"address\": \"172.16.0.222\", \"instances\": [\"ha1\"]}}, \"eips\": {\"public\": \"web\"}}"
        },
        footer = {
            "",
            "Example: baton vpc up tutorial.json",
            "",
            CloudOptions.KEY_FROM,
            CloudOptions.OR_ELSE,
            "Exit codes: 0 it is so, 1 the file is not understood, or the server does not answer or refuses."
        })
final class VpcUpCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "What there shall be.")
    private Path file = Path.of("");

    @Mixin
    private CloudOptions cloud = new CloudOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, ServeException {
        PrintWriter out = spec.commandLine().getOut();
        AtomicInteger changes = new AtomicInteger();
        Builder.up(cloud.endpoint(), CloudOptions.key(), cloud.region(), StackFile.read(file), line -> {
            changes.incrementAndGet();
            out.println(line);
            out.flush();
        });
        out.println(changes.get() == 0 ? "Nothing to change." : "Done.");
        out.flush();
        return 0;
    }
}
