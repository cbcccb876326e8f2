package dev.baton.daemon.mail;

import dev.baton.health.dialogue.Letter;
import dev.baton.model.MailSpec;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes letters as the configuration says: who they are from and go to, and the fields of their heads, which are
/// keepalived's.
record Postman(String server, MailSpec spec, String routerId) {
    /// Nobody, if mail goes nowhere.
    static Optional<Postman> of(MailSpec spec, String routerId) {
        return spec.recipients().isEmpty()
                ? Optional.empty()
                : spec.server().map(server -> new Postman(server, spec, routerId));
    }

    int port() {
        return spec.port();
    }

    Duration patience() {
        return spec.connectTimeout();
    }

    Letter letter(String subject, String body, ZonedDateTime at) {
        List<String> lines = new ArrayList<>(List.of(
                "Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(at),
                "From: " + oneLine(spec.from()),
                "Subject: [" + oneLine(routerId) + "] " + oneLine(subject),
                "X-Mailer: Baton",
                "To: " + oneLine(String.join(", ", spec.recipients())),
                ""));
        body.lines().map(Postman::oneLine).forEach(lines::add);
        return new Letter(
                oneLine(spec.helo()),
                address(spec.from()),
                spec.recipients().stream().map(Postman::address).toList(),
                lines);
    }

    /// `Load balancer <lb@example.com>`: what stands in angle brackets.
    private static String address(String written) {
        int open = written.indexOf('<');
        int close = written.indexOf('>', open + 1);
        return oneLine(open >= 0 && close > open ? written.substring(open + 1, close) : written);
    }

    /// Nothing that ends a line may come into one: it would be a field or a command of its own.
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", " ").strip();
    }
}
