package dev.baton.vpc.console;

import dev.baton.vpc.gateway.AccessKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The secret that opens the console, one for each account. It comes with the link that the server prints, is sent in
/// a header that no other site's page can send, and outlives the server, so that an open page goes on after a restart.
public final class ConsoleKeys {
    private static final int BYTES = 24;

    private final Map<String, String> byAccount;

    private ConsoleKeys(Map<String, String> byAccount) {
        this.byAccount = byAccount;
    }

    /// Reads them, and makes those that are missing.
    ///
    /// @param folder the server's; the file in it is for its owner alone
    public static ConsoleKeys in(Path folder, AccessKeys accounts) throws IOException {
        Path file = folder.resolve("console-keys");
        Map<String, String> known = Files.exists(file) ? read(file) : new LinkedHashMap<>();
        Map<String, String> keys = new LinkedHashMap<>();
        accounts.all().forEach(key -> keys.putIfAbsent(key.account(), known.getOrDefault(key.account(), fresh())));
        if (!keys.equals(known)) {
            write(file, keys);
        }
        return new ConsoleKeys(keys);
    }

    /// By account.
    public Map<String, String> all() {
        return Map.copyOf(byAccount);
    }

    /// Whose console this key opens.
    Optional<String> accountOf(String key) {
        byte[] given = key.getBytes(StandardCharsets.UTF_8);
        return byAccount.entrySet().stream()
                .filter(each -> MessageDigest.isEqual(each.getValue().getBytes(StandardCharsets.UTF_8), given))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static Map<String, String> read(Path file) throws IOException {
        Map<String, String> keys = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            int space = line.lastIndexOf(' ');
            if (space > 0) {
                keys.put(line.substring(0, space), line.substring(space + 1));
            }
        }
        return keys;
    }

    private static void write(Path file, Map<String, String> keys) throws IOException {
        StringBuilder lines = new StringBuilder();
        keys.forEach(
                (account, key) -> lines.append(account).append(' ').append(key).append('\n'));
        Path fresh = file.resolveSibling("console-keys.new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, lines);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String fresh() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
