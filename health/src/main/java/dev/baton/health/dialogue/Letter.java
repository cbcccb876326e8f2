package dev.baton.health.dialogue;

import java.util.List;

/// A message for a mail server (RFC 5321).
///
/// @param helo how we introduce ourselves
/// @param sender the address that undeliverable mail returns to
/// @param recipients at least one address
/// @param lines header fields, an empty line, and the body; without line ends
public record Letter(String helo, String sender, List<String> recipients, List<String> lines) {
    public Letter {
        recipients = List.copyOf(recipients);
        lines = List.copyOf(lines);
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("a letter needs a recipient");
        }
    }
}
