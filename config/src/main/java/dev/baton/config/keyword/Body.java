package dev.baton.config.keyword;

/// What follows a keyword's own line.
public sealed interface Body {
    /// The name of the block or grammar of what stands in the braces; empty for nothing.
    String contents();

    /// Nothing: the keyword is one line.
    record None() implements Body {
        @Override
        public String contents() {
            return "";
        }
    }

    /// Braces with keywords of the named block inside.
    record Keywords(String block) implements Body {
        @Override
        public String contents() {
            return block;
        }
    }

    /// Braces with lines of data of the named grammar inside, such as addresses.
    record Lines(String grammar) implements Body {
        @Override
        public String contents() {
            return grammar;
        }
    }
}
