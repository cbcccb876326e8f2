package dev.baton.config;

import dev.baton.config.diagnostic.Diagnostic;
import dev.baton.config.diagnostic.KeepalivedClass;
import java.util.List;

/// The status with which `keepalived -t` would end over the same file.
public final class KeepalivedVerdict {
    public static final int OK = 0;
    public static final int MISSING_PARAMETER = 2;
    /// The configuration cannot be run.
    public static final int CANNOT_RUN = 4;
    /// It would run, but something is wrong with it.
    public static final int FAULTY = 5;
    /// Scripts are run insecurely, or a required include is missing.
    public static final int INSECURE_OR_NO_CONFIG = 6;

    private KeepalivedVerdict() {}

    /// keepalived keeps only the class with the largest number, so an insecure script hides everything else. A missing
    /// parameter ends it at once.
    public static int exitCode(List<Diagnostic> diagnostics) {
        KeepalivedClass largest = diagnostics.stream()
                .map(Diagnostic::keepalived)
                .max(KeepalivedClass::compareTo)
                .orElse(KeepalivedClass.NONE);
        if (diagnostics.stream().anyMatch(each -> each.keepalived() == KeepalivedClass.EXIT_AT_ONCE)) {
            return MISSING_PARAMETER;
        }
        return switch (largest) {
            case NONE -> OK;
            case FILE_NOT_FOUND, BAD_IF, FATAL -> CANNOT_RUN;
            case SECURITY_ERROR, INCLUDE_FAILED -> INSECURE_OR_NO_CONFIG;
            case EXIT_AT_ONCE -> MISSING_PARAMETER;
            case MULTIPLE_FILES,
                    UNKNOWN_KEYWORD,
                    UNEXPECTED_BOB,
                    MISSING_BOB,
                    UNEXPECTED_EOB,
                    MISSING_EOB,
                    UNMATCHED_QUOTE,
                    MISSING_PARAMETER,
                    INVALID_NUMBER,
                    GENERAL_ERROR,
                    WARNING,
                    DEPRECATED -> FAULTY;
        };
    }
}
