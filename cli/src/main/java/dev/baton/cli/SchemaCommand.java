package dev.baton.cli;

import dev.baton.config.keyword.KeywordTable;
import dev.baton.config.render.KeywordSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `baton schema`: the configuration language as a JSON Schema.
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = "Print a JSON Schema of the configuration language, for programs that generate files.",
        footer = {"", "Example: baton schema > keepalived.schema.json", "", "Exit codes: 0 printed."})
final class SchemaCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().getOut().print(JsonText.of(KeywordSchema.of(KeywordTable.standard())));
        spec.commandLine().getOut().flush();
    }
}
