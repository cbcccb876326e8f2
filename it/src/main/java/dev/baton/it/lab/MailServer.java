package dev.baton.it.lab;

import java.util.List;

/// A mail server of Debian's Python that prints what it is handed in.
public final class MailServer {
    private static final String PYTHON = "/usr/bin/python3";

    private MailServer() {}

    public static boolean isInstalled() {
        return Command.run(List.of(PYTHON, "-c", "import aiosmtpd")).exit() == 0;
    }

    /// The program and its arguments; it listens on loopback.
    public static String[] words(int port) {
        String handler = "aiosmtpd.handlers.Debugging";
        return new String[] {PYTHON, "-u", "-m", "aiosmtpd", "-n", "-l", "127.0.0.1:" + port, "-c", handler, "stdout"};
    }
}
