package dev.baton.cli;

import dev.baton.config.ConfigResult;
import dev.baton.config.KeepalivedConfig;
import dev.baton.config.diagnostic.TextRenderer;
import dev.baton.config.render.ModelTree;
import dev.baton.daemon.FileSourceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `baton config`: what a configuration means.
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Show what a configuration means.",
        subcommands = ConfigCommand.Dump.class,
        footer = {"", "Example: baton config dump --json ha1.conf", "", "Exit codes: 0 shown, 1 failed."})
final class ConfigCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /// `baton config dump`: the resolved model.
    @Command(
            name = "dump",
            mixinStandardHelpOptions = true,
            description = {
                "Print the resolved model: defaults, inheritance and rounding applied.",
                "Durations are numbers of seconds. Findings go to the standard error."
            },
            footer = {
                "",
                "Example: baton config dump --json ha1.conf",
                "",
                "Exit codes: 0 printed, 1 there is nothing that could be run."
            })
    static final class Dump implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "The configuration.")
        private String file = "";

        @SuppressWarnings("UnusedVariable") // accepted so that scripts may say what they rely on
        @Option(names = "--json", description = "As JSON, which is the only form so far.")
        private boolean json;

        @Option(names = "--show-secrets", description = "Print passwords and keys instead of asterisks.")
        private boolean showSecrets;

        @Option(
                names = {"-i", "--config-id"},
                paramLabel = "ID",
                description = "Which @ID lines apply (default: the host's name up to its first dot).")
        private String configId = "";

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            ConfigResult result = KeepalivedConfig.read(new FileSourceLoader(), file, HostOptions.read(configId));
            spec.commandLine().getErr().print(TextRenderer.plain().render(result.diagnostics()));
            spec.commandLine().getErr().flush();
            if (result.configuration().isEmpty()) {
                return Failure.EXIT_CODE;
            }
            Object model = result.configuration().get();
            spec.commandLine()
                    .getOut()
                    .print(JsonText.of(showSecrets ? ModelTree.withSecrets(model) : ModelTree.masked(model)));
            spec.commandLine().getOut().flush();
            return 0;
        }
    }
}
