package dev.baton.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `baton completion`: a script with which a shell completes `baton`'s commands, options and values.
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Print a completion script for a shell.",
        footer = {
            "",
            "Example: baton completion bash > /etc/bash_completion.d/baton",
            "",
            "Exit codes: 0 printed, 1 no such shell."
        })
final class CompletionCommand implements Runnable {
    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
    private Shell shell = Shell.bash;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /// As it is written on the command line.
    private enum Shell {
        bash,
        zsh,
        fish
    }

    @Override
    public void run() {
        CommandLine root = new CommandLine(new Root());
        for (Commands command : Commands.values()) {
            root.addSubcommand(command.word(), command.create());
        }
        String script = switch (shell) {
            // picocli's script turns zsh's bash completion on by itself
            case bash, zsh -> AutoComplete.bash("baton", root);
            case fish -> fish(root);
        };
        spec.commandLine().getOut().print(script);
        spec.commandLine().getOut().flush();
    }

    private static String fish(CommandLine root) {
        StringBuilder out = new StringBuilder("complete -c baton -f\n");
        root.getSubcommands().forEach((name, command) -> {
            String about =
                    String.join(" ", command.getCommandSpec().usageMessage().description());
            out.append("complete -c baton -n __fish_use_subcommand -a ")
                    .append(name)
                    .append(" -d ")
                    .append(quoted(about))
                    .append('\n');
            command.getCommandSpec().options().forEach(option -> out.append(fish(name, option)));
            boolean takesFiles = command.getCommandSpec().positionalParameters().stream()
                    .anyMatch(each -> each.paramLabel().equals("FILE"));
            if (takesFiles) {
                out.append("complete -c baton -n '__fish_seen_subcommand_from ")
                        .append(name)
                        .append("' -F\n");
            }
        });
        out.append("complete -c baton -n '__fish_seen_subcommand_from explain' -a ")
                .append(quoted(String.join(" ", Explainable.words())))
                .append('\n');
        return out.toString();
    }

    private static String fish(String command, OptionSpec option) {
        StringBuilder line = new StringBuilder("complete -c baton -n '__fish_seen_subcommand_from " + command + "'");
        for (String name : option.names()) {
            line.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        if (option.arity().max() > 0) {
            line.append(" -x");
        }
        if (option.completionCandidates() != null) {
            line.append(" -a ").append(quoted(String.join(" ", option.completionCandidates())));
        }
        return line.append(" -d ")
                .append(quoted(String.join(" ", option.description())))
                .append('\n')
                .toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
