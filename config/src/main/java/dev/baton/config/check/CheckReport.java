package dev.baton.config.check;

import dev.baton.config.ConfigResult;
import dev.baton.config.KeepalivedVerdict;
import dev.baton.config.cluster.ClusterCheck;
import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Diagnostic;
import dev.baton.config.diagnostic.Findings;
import dev.baton.config.diagnostic.Severity;
import dev.baton.config.platform.Platform;
import dev.baton.config.platform.PlatformCheck;
import dev.baton.config.source.Source;
import dev.baton.config.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Everything that `baton check` has to say about the files of one or several hosts.
///
/// @param diagnostics in the order of the files; what belongs to several stands where its first label points
/// @param exitCode see [#of]
public record CheckReport(List<Diagnostic> diagnostics, int exitCode) {
    public CheckReport {
        diagnostics = List.copyOf(diagnostics);
    }

    /// Compares the files with each other and with the platform, and adds what their reading has found.
    ///
    /// The exit code for one file is that of `keepalived -t`, except that a missing file is one that cannot
    /// be run (4). For several files it is the first of 4, 6, 5, 2 that any file has. What keepalived cannot
    /// know, which is the cluster and the platform, turns 0 into 5 if it is more than a note.
    ///
    /// @param results one of each host, in the order in which they were named
    public static CheckReport of(List<ConfigResult> results, Optional<Platform> platform) {
        Findings across = new Findings();
        ClusterCheck.check(results, across);
        platform.ifPresent(each -> PlatformCheck.check(each, results, across));
        List<Diagnostic> all = new ArrayList<>();
        results.forEach(result -> all.addAll(result.diagnostics()));
        all.addAll(across.sorted());
        all.sort(inOrder(results));
        boolean beyondOneFile = results.size() > 1 || platform.isPresent();
        boolean faulty = beyondOneFile && across.sorted().stream().anyMatch(each -> each.severity() != Severity.NOTE);
        return new CheckReport(all, exitCode(results, faulty));
    }

    private static Comparator<Diagnostic> inOrder(List<ConfigResult> results) {
        IdentityHashMap<Source, Integer> order = new IdentityHashMap<>();
        for (ConfigResult result : results) {
            result.tree().sources().forEach(source -> order.putIfAbsent(source, order.size()));
        }
        return Comparator.<Diagnostic>comparingInt(
                        each -> each.span().map(Span::source).map(order::get).orElse(-1))
                .thenComparingInt(each -> each.span().map(Span::start).orElse(0));
    }

    private static int exitCode(List<ConfigResult> results, boolean faulty) {
        List<Integer> verdicts =
                results.stream().map(CheckReport::verdict).distinct().toList();
        return IntStream.of(
                        KeepalivedVerdict.CANNOT_RUN,
                        KeepalivedVerdict.INSECURE_OR_NO_CONFIG,
                        KeepalivedVerdict.FAULTY,
                        KeepalivedVerdict.MISSING_PARAMETER)
                .filter(verdicts::contains)
                .findFirst()
                .orElse(faulty ? KeepalivedVerdict.FAULTY : KeepalivedVerdict.OK);
    }

    private static int verdict(ConfigResult result) {
        boolean missing = result.diagnostics().stream().anyMatch(each -> each.code() == Code.FILE_NOT_FOUND);
        return missing ? KeepalivedVerdict.CANNOT_RUN : KeepalivedVerdict.exitCode(result.diagnostics());
    }

    /// How many findings are of this severity.
    public long count(Severity severity) {
        return diagnostics.stream().filter(each -> each.severity() == severity).count();
    }

    /// True if there is nothing but notes.
    public boolean isClean() {
        return diagnostics.stream().allMatch(each -> each.severity() == Severity.NOTE);
    }
}
