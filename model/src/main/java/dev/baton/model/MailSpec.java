package dev.baton.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How alerts are mailed. Without a server or without recipients none are.
///
/// @param server a name or address
/// @param helo the name given in HELO
public record MailSpec(
        Optional<String> server,
        int port,
        String helo,
        Duration connectTimeout,
        String from,
        List<String> recipients,
        boolean faults) {
    public MailSpec {
        recipients = List.copyOf(recipients);
    }
}
