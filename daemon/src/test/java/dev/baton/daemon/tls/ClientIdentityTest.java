package dev.baton.daemon.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.source.PathFacts.Unusable;
import dev.baton.model.SslSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Certificates and keys as `openssl` writes them.
class ClientIdentityTest {
    @TempDir
    private static Path directory;

    private static void openssl(String arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(Stream.of("openssl"), Stream.of(arguments.split(" ")))
                .toList();
        Path log = directory.resolve("openssl.log");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor())
                .as(arguments + "\n" + Files.readString(log))
                .isZero();
    }

    @BeforeAll
    static void makeKeys() throws IOException, InterruptedException {
        openssl("ecparam -name prime256v1 -genkey -out ec.key");
        openssl("genpkey -algorithm ED25519 -out ed.key");
        openssl("genrsa -traditional -out rsa.key 2048");
        openssl("pkcs8 -topk8 -nocrypt -in rsa.key -out rsa-pkcs8.key");
        openssl("pkcs8 -topk8 -passout pass:secret -in rsa.key -out rsa-pbes2.key");
        openssl("pkcs8 -topk8 -v2 des3 -passout pass:secret -in ec.key -out ec-pbes2-des3.key");
        openssl("rsa -traditional -aes256 -passout pass:secret -in rsa.key -out rsa-aes.key");
        openssl("rsa -traditional -des3 -passout pass:secret -in rsa.key -out rsa-des3.key");
        openssl("ec -aes128 -passout pass:secret -in ec.key -out ec-aes.key");
        for (String kind : List.of("rsa", "ec", "ed")) {
            openssl("req -x509 -new -key " + kind + ".key -subj /CN=" + kind + " -days 1 -out " + kind + ".pem");
        }
        Files.writeString(
                directory.resolve("broken.pem"), "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
        Files.writeString(
                directory.resolve("broken.key"),
                "-----BEGIN RSA PRIVATE KEY-----\nMII=\n-----END RSA PRIVATE KEY-----\n");
    }

    private static Optional<String> file(String name) {
        return Optional.of(directory.resolve(name).toString());
    }

    private static ClientIdentity.Reading read(String certificate, String key, Optional<String> password) {
        return ClientIdentity.read(new SslSpec(file(certificate), file(key), Optional.empty(), password));
    }

    @ParameterizedTest
    @CsvSource({
        "rsa.pem, rsa.key",
        "rsa.pem, rsa-pkcs8.key",
        "rsa.pem, rsa-pbes2.key",
        "rsa.pem, rsa-aes.key",
        "rsa.pem, rsa-des3.key",
        "ec.pem, ec.key",
        "ec.pem, ec-aes.key",
        "ec.pem, ec-pbes2-des3.key",
        "ed.pem, ed.key"
    })
    void everyFormOfKeyIsRead(String certificate, String key) {
        ClientIdentity.Reading reading = read(certificate, key, Optional.of("secret"));
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.identity()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "rsa.pem, gone.key, secret, key, there is no such file",
        "rsa.pem, rsa.pem, secret, key, there is no private key in it",
        "rsa.pem, broken.key, secret, key, 'its key is broken, or none for a certificate of the kind RSA'",
        "rsa.pem, rsa-pbes2.key, wrong, key, the password does not unlock its key",
        "rsa.pem, rsa-aes.key, wrong, key, the password does not unlock its key",
        "rsa.pem, rsa-aes.key, , key, 'its key is encrypted, and there is no password'",
        "rsa.pem, ec.key, , key, 'its key is broken, or none for a certificate of the kind RSA'",
        "gone.pem, rsa.key, , certificate, there is no such file",
        "broken.pem, rsa.key, , certificate, a certificate in it is broken",
        "rsa.key, rsa.key, , certificate, there is no certificate in it",
        "., rsa.key, , certificate, it is no file of at most 8 MB"
    })
    void whatIsOfNoUseIsSaid(String certificate, String key, String password, String keyword, String why) {
        ClientIdentity.Reading reading = read(certificate, key, Optional.ofNullable(password));
        assertThat(reading.identity()).isEmpty();
        assertThat(reading.problems()).extracting(Unusable::keyword).containsExactly(keyword);
        assertThat(reading.problems()).extracting(Unusable::why).containsExactly(why);
    }

    /// One in 256 wrong passwords leaves something behind that ends as if it were right.
    @Test
    void noWrongPasswordMakesAKeyLookBroken() {
        for (int each = 0; each < 2_000; each++) {
            assertThat(read("ec.pem", "ec-aes.key", Optional.of("wrong" + each)).problems())
                    .extracting(Unusable::why)
                    .containsExactly("the password does not unlock its key");
        }
    }

    @Test
    void keyAndCertificateBelongTogether() throws IOException, InterruptedException {
        openssl("genrsa -out other.key 2048");
        assertThat(read("rsa.pem", "other.key", Optional.empty()).problems())
                .extracting(Unusable::why)
                .containsExactly("its key is not that of the certificate");
        assertThat(ClientIdentity.read(
                                new SslSpec(file("rsa.pem"), Optional.empty(), Optional.empty(), Optional.empty()))
                        .problems())
                .extracting(Unusable::why)
                .containsExactly("there is no 'key' for it");
    }
}
