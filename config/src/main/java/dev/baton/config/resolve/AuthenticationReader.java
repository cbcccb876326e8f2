package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.Word;
import dev.baton.model.Authentication;
import dev.baton.model.VrrpVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// The `authentication` block of an instance.
final class AuthenticationReader {
    private static final int BYTES_MAX = 8;

    private final Resolution resolution;
    private final Block instance;

    AuthenticationReader(Resolution resolution, Block instance) {
        this.resolution = resolution;
        this.instance = instance;
    }

    /// @param advertInterval sets how far clocks may differ unless it is written
    Authentication read(VrrpVersion version, Duration advertInterval) {
        Optional<Statement> hmac = instance.last("auth_hmac");
        if (hmac.isPresent()) {
            instance.last("authentication")
                    .ifPresent(other -> resolution.report(Finding.of(Code.TWO_AUTHENTICATIONS, other.span())
                            .also(hmac.get().span())));
            return new HmacReader(resolution).read(hmac.get(), advertInterval).orElseGet(Authentication.None::new);
        }
        Optional<Statement> statement = instance.last("authentication");
        if (statement.isEmpty()) {
            return new Authentication.None();
        }
        if (instance.flag("strict_mode", resolution.globals().rules().strict())) {
            resolution.report(Finding.of(
                    Code.STRICT_WITHOUT_AUTHENTICATION, statement.get().span()));
            return new Authentication.None();
        }
        if (version == VrrpVersion.V3) {
            resolution.report(
                    Finding.of(Code.AUTHENTICATION_WITH_V3, statement.get().span()));
            return new Authentication.None();
        }
        Block block = new Block(statement.get());
        Optional<Word> password = block.word("auth_pass");
        Optional<String> type = block.text("auth_type").filter(text -> text.equals("PASS") || text.equals("AH"));
        if (password.isEmpty() || type.isEmpty()) {
            if (!block.has("auth_pass") || !block.has("auth_type")) {
                resolution.report(Finding.of(
                                Code.INCOMPLETE_AUTHENTICATION, statement.get().span())
                        .with("missing", block.has("auth_pass") ? "auth_type" : "auth_pass"));
            }
            return new Authentication.None();
        }
        String secret = secret(password.get());
        return type.get().equals("AH")
                ? new Authentication.AuthenticationHeader(secret)
                : new Authentication.Password(secret);
    }

    /// At most eight bytes; keepalived cuts the rest off.
    private String secret(Word password) {
        byte[] bytes = password.text().getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= BYTES_MAX) {
            return password.text();
        }
        resolution.report(Finding.of(Code.AUTH_PASS_TOO_LONG, password.span()).with("length", bytes.length));
        return Utf8.whole(Arrays.copyOf(bytes, BYTES_MAX));
    }

    /// Cutting bytes may cut a character in two.
    private static final class Utf8 {
        static String whole(byte[] bytes) {
            for (int length = bytes.length; length > 0; length--) {
                String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
                if (text.indexOf('\ufffd') < 0) {
                    return text;
                }
            }
            return "";
        }
    }
}
