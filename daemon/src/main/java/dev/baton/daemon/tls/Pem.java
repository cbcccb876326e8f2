package dev.baton.daemon.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// One block of a PEM file (RFC 7468; with the headers of RFC 1421 §4.6 where a key is encrypted the old way).
///
/// @param headers the lines before the first empty one; empty if there is none
@SuppressWarnings("ArrayRecordComponent") // read once, and compared by nobody
record Pem(String label, String headers, byte[] der) {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final long SIZE_MOST = 8 * 1024 * 1024;

    /// All blocks of a file, in their order.
    static List<Pem> read(String file) throws UnusableFile {
        return BLOCK.matcher(text(file)).results().map(Pem::block).toList();
    }

    private static String text(String file) throws UnusableFile {
        try {
            Path path = Path.of(file);
            if (Files.exists(path) && (!Files.isRegularFile(path) || Files.size(path) > SIZE_MOST)) {
                throw new UnusableFile("it is no file of at most 8 MB");
            }
            return Files.readString(path, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException missing) {
            throw new UnusableFile("there is no such file");
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new UnusableFile("it cannot be read: " + unreadable.getMessage());
        }
    }

    private static Pem block(MatchResult found) {
        String body = found.group(2).replace("\r", "");
        int empty = body.contains(":") ? body.indexOf("\n\n") : -1;
        String headers = empty < 0 ? "" : body.substring(0, empty);
        return new Pem(found.group(1), headers, Base64.getMimeDecoder().decode(body.substring(Math.max(empty, 0))));
    }

    /// What follows the name of a header.
    Optional<String> header(String name) {
        return headers.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }
}
