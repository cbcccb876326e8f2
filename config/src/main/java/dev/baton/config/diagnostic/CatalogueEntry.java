package dev.baton.config.diagnostic;

import java.util.List;

/// One entry of the catalogue: what a code says. `{name}` in a text is replaced by the finding's value of that name.
///
/// @param label what stands beside the caret; may be empty
/// @param also what stands beside the other places; may be empty
/// @param help alternatives, best first: the first one whose values are all known is used
/// @param explanation several paragraphs for `baton explain`
public record CatalogueEntry(
        Severity severity,
        KeepalivedClass keepalived,
        String message,
        String label,
        String also,
        List<String> help,
        String explanation) {
    public CatalogueEntry {
        help = List.copyOf(help);
    }
}
