package dev.baton.config.diagnostic;

/// keepalived's own error classes, in the order of its numbers: under `-t` the largest one that was reported decides.
public enum KeepalivedClass {
    /// keepalived says nothing about this.
    NONE,
    FILE_NOT_FOUND,
    BAD_IF,
    FATAL,
    MULTIPLE_FILES,
    UNKNOWN_KEYWORD,
    UNEXPECTED_BOB,
    MISSING_BOB,
    UNEXPECTED_EOB,
    MISSING_EOB,
    UNMATCHED_QUOTE,
    /// The handler found a word missing and went on.
    MISSING_PARAMETER,
    INVALID_NUMBER,
    GENERAL_ERROR,
    WARNING,
    DEPRECATED,
    SECURITY_ERROR,
    /// keepalived ends at once with status 2: the handler read beyond the last word.
    EXIT_AT_ONCE,
    /// A checked include failed: keepalived refuses to start, status 6.
    INCLUDE_FAILED
}
