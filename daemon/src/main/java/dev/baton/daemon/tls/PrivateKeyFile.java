package dev.baton.daemon.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/// Reads a private key in each of the forms that OpenSSL writes: PKCS #8, plain and encrypted, and its own for RSA and
/// EC, plain and encrypted.
final class PrivateKeyFile {
    private static final int SALT_BYTES = 8;
    private static final int TRIPLE_DES_BYTES = 24;

    private final Optional<String> password;

    private PrivateKeyFile(Optional<String> password) {
        this.password = password;
    }

    /// @param algorithm of the public key, as the JDK calls it
    static PrivateKey read(String file, Optional<String> password, String algorithm) throws UnusableFile {
        List<Pem> keys = Pem.read(file).stream()
                .filter(each -> each.label().endsWith("PRIVATE KEY"))
                .toList();
        if (keys.isEmpty()) {
            throw new UnusableFile("there is no private key in it");
        }
        byte[] pkcs8 = new PrivateKeyFile(password).pkcs8(keys.getFirst());
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException other) {
            throw new UnusableFile("its key is broken, or none for a certificate of the kind " + algorithm);
        }
    }

    private byte[] pkcs8(Pem pem) throws UnusableFile {
        try {
            return switch (pem.label()) {
                case "PRIVATE KEY" -> pem.der();
                case "ENCRYPTED PRIVATE KEY" -> Pkcs8.decrypted(pem.der(), demanded());
                case "RSA PRIVATE KEY" -> Pkcs8.ofRsa(plain(pem));
                case "EC PRIVATE KEY" ->
                    Pkcs8.ofEc(plain(pem)).orElseThrow(() -> new UnusableFile("its key does not name its curve"));
                default -> throw new UnusableFile("its key is of an unknown form, " + pem.label());
            };
        } catch (GeneralSecurityException wrong) {
            throw new UnusableFile("the password does not unlock its key");
        } catch (IllegalArgumentException
                | ArithmeticException
                | NoSuchElementException
                | IndexOutOfBoundsException e) {
            throw new UnusableFile("its key is broken, or encrypted in a way that is not known here");
        }
    }

    private char[] demanded() throws UnusableFile {
        return password.orElseThrow(() -> new UnusableFile("its key is encrypted, and there is no password"))
                .toCharArray();
    }

    /// What a key in OpenSSL's own form holds, decrypted if need be.
    private byte[] plain(Pem pem) throws UnusableFile, GeneralSecurityException {
        Optional<String> info = pem.header("DEK-Info");
        if (info.isEmpty()) {
            return pem.der();
        }
        String[] words = info.get().split("[-,]", -1);
        boolean isTriple = info.get().startsWith("DES-EDE3-CBC,");
        if (!isTriple && !info.get().matches("AES-(128|192|256)-CBC,.*")) {
            throw new UnusableFile("its key is encrypted by " + info.get());
        }
        byte[] secret = new String(demanded()).getBytes(StandardCharsets.UTF_8);
        byte[] vector = HexFormat.of().parseHex(words[words.length - 1]);
        int bytes = isTriple ? TRIPLE_DES_BYTES : Integer.parseInt(words[1]) / Byte.SIZE;
        return Pkcs8.decrypted(isTriple ? "DESede" : "AES", derived(secret, vector, bytes), vector, pem.der());
    }

    /// As EVP_BytesToKey(3) does with MD5 and one iteration.
    private static byte[] derived(byte[] secret, byte[] vector, int bytes) throws GeneralSecurityException {
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        byte[] key = new byte[0];
        byte[] last = new byte[0];
        while (key.length < bytes) {
            md5.update(last);
            md5.update(secret);
            last = md5.digest(Arrays.copyOf(vector, SALT_BYTES));
            int before = key.length;
            key = Arrays.copyOf(key, before + last.length);
            System.arraycopy(last, 0, key, before, last.length);
        }
        return Arrays.copyOf(key, bytes);
    }
}
