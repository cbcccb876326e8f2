package dev.baton.cli;

import dev.baton.daemon.control.ControlClient;
import dev.baton.daemon.control.ControlPath;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// `baton status`: what a running daemon's instances, or its virtual servers, are like now.
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Show the instances of the running daemon: state, since when, why, and who is master.",
        footer = {
            "",
            "Example: baton status --json | jq '.instances[] | select(.state == \"MASTER\") | .name'",
            "",
            "Exit codes: 0 shown, 1 no daemon answers, or what it shows is old because its protocol thread hangs."
        })
final class StatusCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /// The protocol thread answers within a second, or what is shown is older.
    private static final double AGE_MAX_SECONDS = 1;

    @Option(names = "--json", description = "As one JSON object; `at` says when.")
    private boolean json;

    @Option(names = "--services", description = "The virtual servers and their real servers instead.")
    private boolean services;

    @Option(
            names = {"-s", "--socket"},
            paramLabel = "SOCKET",
            description = "The daemon's control_socket (default: ${DEFAULT-VALUE}).")
    private Path socket = ControlPath.DEFAULT;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private String table(JsonNode part) {
        return services ? ServiceTable.of(part) : InstanceTable.of(part);
    }

    @Override
    public Integer call() {
        PrintWriter errors = spec.commandLine().getErr();
        String part = services ? "services" : "instances";
        JsonNode answer;
        try {
            answer = JsonText.parse(ControlClient.ask(socket, "status " + part, PATIENCE));
        } catch (IOException silent) {
            errors.println("baton: no daemon answers at " + socket + ": " + Failure.sentence(silent)
                    + "; is it running, and does its control_socket say another path (-s)?");
            return 1;
        }
        if (answer.has("error")) {
            errors.println("baton: " + answer.path("error").asString());
            return 1;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? JsonText.of(answer) : table(answer.path(part)));
        out.flush();
        double age = answer.path("age_seconds").path(part).asDouble();
        if (age > AGE_MAX_SECONDS) {
            errors.println("baton: the protocol thread has not answered for %.1f s; this is how it was".formatted(age));
            return 1;
        }
        return 0;
    }
}
