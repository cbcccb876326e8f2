package dev.baton.cli;

import dev.baton.config.ConfigResult;
import dev.baton.config.KeepalivedConfig;
import dev.baton.config.check.CheckReport;
import dev.baton.config.diagnostic.Severity;
import dev.baton.config.diagnostic.TextRenderer;
import dev.baton.config.platform.Platform;
import dev.baton.config.source.ReadOptions;
import dev.baton.daemon.FilePathFacts;
import dev.baton.daemon.FileSourceLoader;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `baton check`: one file as `keepalived -t` would judge it, several files as the cluster that they describe.
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Check configuration files without running them.",
            "One file is judged as keepalived -t judges it. Several files are those of the hosts of one cluster, and are"
                    + " compared with each other too."
        },
        footer = {
            "",
            "Example: baton check ha1.conf ha2.conf --platform aliyun-vpc",
            "",
            "Exit codes, those of keepalived -t: 0 nothing wrong, 2 a keyword lacks its value,",
            "4 cannot be run, 5 would run but something is wrong, 6 scripts are insecure or",
            "a required include is missing. With --strict: 0 nothing but notes, 1 anything",
            "else. 1 also for a wrong command line."
        })
final class CheckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The files; one of each host.")
    private List<String> files = List.of();

    @Option(
            names = "--platform",
            paramLabel = "NAME",
            completionCandidates = PlatformNames.class,
            description = "Where the hosts run: ${COMPLETION-CANDIDATES}.")
    private String platform = "";

    @Option(
            names = "--limit",
            paramLabel = "NAME=N",
            description = "Another figure for one of the platform's limits, such as addresses-per-host=20.")
    private Map<String, Long> limits = Map.of();

    @Option(
            names = "--assume-interfaces",
            paramLabel = "IF",
            split = ",",
            description = "The interfaces that the hosts have; without it, existence is not checked.")
    private List<String> interfaces = List.of();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "How to print the findings: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.text;

    @Option(
            names = "--scripts",
            negatable = true,
            description = "Look at the files of scripts on this machine (default: for one file).")
    private @Nullable Boolean scripts;

    @Option(names = "--strict", description = "End with 1 on any error or warning, else with 0.")
    private boolean strict;

    @Option(
            names = {"-i", "--config-id"},
            paramLabel = "ID",
            description = "Which @ID lines apply (default: the host's name up to its first dot).")
    private String configId = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /// As it is written on the command line.
    private enum Format {
        text,
        json,
        sarif
    }

    @Override
    public Integer call() {
        Optional<Platform> chosen = platform();
        FileSourceLoader loader = new FileSourceLoader();
        ReadOptions options = options();
        List<ConfigResult> results = files.stream()
                .map(file -> KeepalivedConfig.read(loader, file, options))
                .toList();
        CheckReport report = CheckReport.of(results, chosen);
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case text -> text(out, report);
            case json -> out.print(CheckJson.render(files, report));
            case sarif -> out.print(CheckSarif.render(report));
        }
        out.flush();
        return strict ? (report.isClean() ? 0 : Failure.EXIT_CODE) : report.exitCode();
    }

    private Optional<Platform> platform() {
        if (platform.isEmpty()) {
            if (!limits.isEmpty()) {
                throw new ParameterException(spec.commandLine(), "--limit needs --platform");
            }
            return Optional.empty();
        }
        Platform found = Platform.find(platform)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "there is no platform '" + platform + "'; known are " + String.join(", ", Platform.names())));
        try {
            for (Map.Entry<String, Long> limit : limits.entrySet()) {
                found = found.withLimit(limit.getKey(), limit.getValue());
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), Failure.sentence(e), e);
        }
        return Optional.of(found);
    }

    private ReadOptions options() {
        ReadOptions options = HostOptions.read(configId);
        boolean look = scripts == null ? files.size() == 1 : scripts;
        ReadOptions looking = look
                ? options.withPathFacts(
                        new FilePathFacts(System.getenv().getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")))
                : options;
        return interfaces.isEmpty() ? looking : looking.withInterfaces(Set.copyOf(interfaces));
    }

    private void text(PrintWriter out, CheckReport report) {
        TextRenderer renderer = Terminal.wantsColour() ? TextRenderer.coloured() : TextRenderer.plain();
        out.print(renderer.render(report.diagnostics()));
        out.println(summary(report));
    }

    private String summary(CheckReport report) {
        return "%s: %s, %s, %s"
                .formatted(
                        count(files.size(), "file"),
                        count(report.count(Severity.ERROR), "error"),
                        count(report.count(Severity.WARNING), "warning"),
                        count(report.count(Severity.NOTE), "note"));
    }

    private static String count(long number, String word) {
        return number + " " + (number == 1 ? word : word + "s").toLowerCase(Locale.ROOT);
    }
}
