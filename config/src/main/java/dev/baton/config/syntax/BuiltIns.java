package dev.baton.config.syntax;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.diagnostic.Findings;
import dev.baton.config.source.ReadOptions;
import dev.baton.config.source.Span;
import java.util.List;
import java.util.Optional;

/// The definitions that exist from the start: `_PWD`, `_INSTANCE`, `_RANDOM`, `_ENV`, `_HASH`, `_BANG`.
final class BuiltIns {
    private static final long RANDOM_MAX = 32_767;

    private final ReadOptions options;
    private final Findings findings;
    private String directory;
    private long randomState;

    BuiltIns(ReadOptions options, String directory, Findings findings) {
        this.options = options;
        this.findings = findings;
        this.directory = directory;
        this.randomState = options.randomSeed();
    }

    /// Tells which directory `${_PWD}` stands for: that of the file being read.
    void enter(String newDirectory) {
        this.directory = newDirectory;
    }

    /// Keyword `random_seed`.
    void seed(long seed) {
        this.randomState = seed;
    }

    /// A built-in's value; empty if there is none of this name, or with a finding if its parameters are wrong.
    Optional<String> value(Definitions.Reference reference, Span use) {
        return switch (reference.name()) {
            case "_PWD" -> checked(reference, use, 0, 0).map(_ -> directory);
            case "_INSTANCE" -> checked(reference, use, 0, 0).map(_ -> options.configId());
            case "_HASH" -> checked(reference, use, 0, 0).map(_ -> "#");
            case "_BANG" -> checked(reference, use, 0, 0).map(_ -> "!");
            case "_ENV" ->
                checked(reference, use, 1, 1)
                        .map(parameters -> options.environment().getOrDefault(parameters.getFirst(), ""));
            case "_RANDOM" ->
                checked(reference, use, 0, 2)
                        .filter(parameters -> areNumbers(reference, use))
                        .map(this::random);
            default -> Optional.empty();
        };
    }

    private Optional<List<String>> checked(Definitions.Reference reference, Span use, int least, int most) {
        int count = reference.parameters().size();
        if (count >= least && count <= most) {
            return Optional.of(reference.parameters());
        }
        findings.add(Finding.of(Code.BAD_DEFINITION_PARAMETERS, use)
                .with("name", reference.name())
                .with("wanted", least == most ? String.valueOf(least) : least + " to " + most)
                .with("count", count));
        return Optional.empty();
    }

    private boolean areNumbers(Definitions.Reference reference, Span use) {
        boolean all = reference.parameters().stream().allMatch(each -> each.matches("[0-9]{1,9}"));
        boolean ordered = !all
                || reference.parameters().size() < 2
                || Long.parseLong(reference.parameters().get(0))
                        <= Long.parseLong(reference.parameters().get(1));
        if (!all || !ordered) {
            findings.add(Finding.of(Code.BAD_RANDOM_RANGE, use));
        }
        return all;
    }

    private String random(List<String> parameters) {
        long low = parameters.isEmpty() ? 0 : Long.parseLong(parameters.get(0));
        long high = parameters.size() < 2 ? RANDOM_MAX : Long.parseLong(parameters.get(1));
        return String.valueOf(high <= low ? low : low + Long.remainderUnsigned(nextRandom(), high - low + 1));
    }

    /// SplitMix64: the same seed gives the same file on every machine.
    private long nextRandom() {
        randomState += 0x9e3779b97f4a7c15L;
        long mixed = (randomState ^ (randomState >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
