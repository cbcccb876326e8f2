package dev.baton.config.diagnostic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Collects findings. Of each code only the first [#KEPT_PER_CODE] are kept, so that a file of rubbish stays readable;
/// how many were left out is said in the end.
public final class Findings {
    static final int KEPT_PER_CODE = 100;

    private final List<Diagnostic> kept = new ArrayList<>();
    private final Map<Code, Integer> counts = new EnumMap<>(Code.class);
    private int total;

    /// Without any finding.
    public Findings() {}

    /// Takes a finding, and gives it words unless there are too many of its kind.
    public void add(Finding finding) {
        if (wants(finding.code())) {
            kept.add(finding.toDiagnostic());
        }
        counts.merge(finding.code(), 1, Integer::sum);
        total++;
    }

    /// True while findings of this code are still kept; lets a check skip costly advice.
    public boolean wants(Code code) {
        return counts.getOrDefault(code, 0) < KEPT_PER_CODE;
    }

    /// How many findings of this code there were, kept or not.
    public int count(Code code) {
        return counts.getOrDefault(code, 0);
    }

    /// How many findings there were of any code, kept or not.
    public int total() {
        return total;
    }

    /// True if any finding so far is an error.
    public boolean hasErrors() {
        return counts.keySet().stream().anyMatch(code -> code.entry().severity() == Severity.ERROR);
    }

    /// All that was kept, in the order in which the files were read; findings without a place come first.
    public List<Diagnostic> sorted() {
        List<Diagnostic> all = new ArrayList<>(kept);
        List<Object> sources = kept.stream()
                .flatMap(diagnostic -> diagnostic.span().stream())
                .<Object>map(span -> span.source())
                .distinct()
                .toList();
        all.sort(Comparator.<Diagnostic>comparingInt(each ->
                        each.span().map(span -> sources.indexOf(span.source())).orElse(-1))
                .thenComparingInt(each -> each.span().map(span -> span.start()).orElse(0)));
        counts.forEach((code, count) -> {
            if (count > KEPT_PER_CODE) {
                all.add(Finding.nowhere(Code.TOO_MANY_FINDINGS)
                        .with("code", code.id())
                        .with("count", count - KEPT_PER_CODE)
                        .toDiagnostic());
            }
        });
        return List.copyOf(all);
    }
}
