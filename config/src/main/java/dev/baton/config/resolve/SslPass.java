package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.source.PathFacts;
import dev.baton.config.syntax.Statement;
import dev.baton.model.SslSpec;
import java.util.List;

/// Warns of certificates and keys that are of no use. Of several `SSL` blocks the last one counts.
final class SslPass implements Pass {
    @Override
    public void run(Resolution resolution) {
        List<Statement> blocks = resolution.tree().named("SSL");
        if (!blocks.isEmpty()) {
            Block block = new Block(blocks.getLast());
            SslSpec ssl =
                    new SslSpec(block.text("certificate"), block.text("key"), block.text("ca"), block.text("password"));
            resolution.ssl(ssl);
            block.last("ca").ifPresent(line -> resolution.report(Finding.of(Code.SERVERS_NOT_VERIFIED, line.line())));
            resolution
                    .options()
                    .pathFacts()
                    .ifPresent(facts -> facts.unusable(ssl).forEach(problem -> report(resolution, block, problem)));
        }
    }

    private static void report(Resolution resolution, Block block, PathFacts.Unusable problem) {
        block.last(problem.keyword())
                .ifPresent(line -> resolution.report(Finding.of(Code.UNUSABLE_CREDENTIALS, line.line())
                        .with("path", block.text(problem.keyword()).orElse(""))
                        .with("why", problem.why())
                        .with("fix", problem.fix())));
    }
}
