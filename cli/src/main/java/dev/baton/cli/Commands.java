package dev.baton.cli;

import java.util.Arrays;
import java.util.Optional;

/// Every command by its word. A command's class is loaded when it is created, not before.
enum Commands {
    RUN("run"),
    STATUS("status"),
    CHECK("check"),
    EXPLAIN("explain"),
    FMT("fmt"),
    CONFIG("config"),
    SCHEMA("schema"),
    COMPLETION("completion"),
    SIMULATE("simulate"),
    REPLAY("replay"),
    DEMO("demo"),
    VPC("vpc");

    private final String word;

    Commands(String word) {
        this.word = word;
    }

    static Optional<Commands> find(String word) {
        return Arrays.stream(values())
                .filter(command -> command.word.equals(word))
                .findFirst();
    }

    String word() {
        return word;
    }

    Object create() {
        return switch (this) {
            case RUN -> new RunCommand();
            case STATUS -> new StatusCommand();
            case CHECK -> new CheckCommand();
            case EXPLAIN -> new ExplainCommand();
            case FMT -> new FmtCommand();
            case CONFIG -> new ConfigCommand();
            case SCHEMA -> new SchemaCommand();
            case COMPLETION -> new CompletionCommand();
            case SIMULATE -> new SimulateCommand();
            case REPLAY -> new ReplayCommand();
            case DEMO -> new DemoCommand();
            case VPC -> new VpcCommand();
        };
    }
}
