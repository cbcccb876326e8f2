package dev.baton.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// `baton`: finds the command in [Commands], runs it, and ends with its exit code.
///
/// Only the command that is asked for is loaded: the daemon does not pay for the simulator or the VPC.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        CommandLine root = new CommandLine(new Root());
        if (arguments.length > 0 && Commands.find(arguments[0]).isPresent()) {
            Commands command = Commands.find(arguments[0]).get();
            root.addSubcommand(command.word(), command.create());
        } else {
            for (Commands command : Commands.values()) {
                root.addSubcommand(command.word(), command.create());
            }
        }
        return configured(root).execute(arguments);
    }

    private static CommandLine configured(CommandLine line) {
        boolean plain = !Terminal.wantsColour();
        return line.setColorScheme(CommandLine.Help.defaultColorScheme(plain ? Ansi.OFF : Ansi.AUTO))
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler((problem, command, result) -> {
                    command.getErr().println("baton: " + Failure.sentence(problem));
                    if (System.getenv("BATON_TRACE") != null) {
                        problem.printStackTrace(command.getErr());
                    }
                    return Failure.EXIT_CODE;
                })
                .setParameterExceptionHandler((problem, words) -> {
                    problem.getCommandLine().getErr().println("baton: " + problem.getMessage());
                    CommandLine.UnmatchedArgumentException.printSuggestions(
                            problem, problem.getCommandLine().getErr());
                    String command = problem.getCommandLine().getCommandSpec().qualifiedName();
                    problem.getCommandLine().getErr().println("Try '" + command + " --help'.");
                    return Failure.EXIT_CODE;
                });
    }
}
