package dev.baton.cli;

import dev.baton.config.diagnostic.CatalogueEntry;
import dev.baton.config.diagnostic.Code;
import dev.baton.config.keyword.KeywordTable;
import dev.baton.config.render.KeywordReference;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `baton explain`: the long text of a finding's code.
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Explain a finding by its code, or a keyword of the configuration.",
        footer = {"", "Example: baton explain equal-priorities", "", "Exit codes: 0 explained, 1 no such code."})
final class ExplainCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "CODE",
            arity = "0..1",
            completionCandidates = Explainable.class,
            description = "What stands in brackets after a message, or a keyword.")
    private String code = "";

    @Option(names = "--list", description = "List all codes.")
    private boolean list;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            Stream.of(Code.values()).map(Code::id).sorted().forEach(out::println);
            out.flush();
            return 0;
        }
        Optional<Code> found = Code.ofId(code);
        Optional<String> keyword = new KeywordReference(KeywordTable.standard()).explain(code);
        if (found.isEmpty() && keyword.isPresent()) {
            out.print(keyword.get());
            out.flush();
            return 0;
        }
        if (found.isEmpty()) {
            throw new ParameterException(spec.commandLine(), unknown());
        }
        CatalogueEntry entry = found.get().entry();
        out.println(code + " (" + entry.severity().word() + ")");
        out.println();
        out.println(entry.explanation());
        out.flush();
        return 0;
    }

    private String unknown() {
        if (code.isEmpty()) {
            return "which code? --list shows all";
        }
        return "there is no code or keyword '" + code + "'"
                + KeywordTable.nearest(code, Explainable.words())
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse("; --list shows all");
    }
}
