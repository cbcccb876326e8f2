package dev.baton.daemon.tls;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// PKCS #8 (RFC 5958), the one form of private keys that the JDK reads: made from OpenSSL's own forms, and decrypted.
/// The JDK's own decryption does not know Triple DES, which `openssl req` uses.
final class Pkcs8 {
    private static final byte[] VERSION_0 = HexFormat.of().parseHex("020100");
    /// SEQUENCE { rsaEncryption, NULL }
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    /// id-ecPublicKey
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");
    private static final int EC_PARAMETERS = 0xa0;
    private static final int ITERATIONS_MOST = 10_000_000;
    private static final String PBES2 = "2a864886f70d01050d";
    private static final String HMAC_SHA1 = "2a864886f70d0207";

    private static final Map<String, String> DIGESTS = Map.of(
            HMAC_SHA1,
            "SHA1",
            "2a864886f70d0209",
            "SHA256",
            "2a864886f70d020a",
            "SHA384",
            "2a864886f70d020b",
            "SHA512");

    private static final Map<String, Encryption> ENCRYPTIONS = Map.of(
            "2a864886f70d0307", new Encryption("DESede", 24),
            "608648016503040102", new Encryption("AES", 16),
            "608648016503040116", new Encryption("AES", 24),
            "60864801650304012a", new Encryption("AES", 32));

    private record Encryption(String algorithm, int keyBytes) {}

    private Pkcs8() {}

    /// From PKCS #1 (RFC 8017, A.1.2).
    static byte[] ofRsa(byte[] pkcs1) {
        return Der.of(Der.SEQUENCE, VERSION_0, RSA, Der.of(Der.OCTETS, pkcs1).encoded())
                .encoded();
    }

    /// From RFC 5915; empty if the key does not name its curve.
    ///
    /// @throws IllegalArgumentException if it is none
    static Optional<byte[]> ofEc(byte[] sec1) {
        return Der.elements(sec1).getFirst().elements().stream()
                .filter(each -> each.tag() == EC_PARAMETERS)
                .findFirst()
                .map(curve -> Der.of(
                                Der.SEQUENCE,
                                VERSION_0,
                                Der.of(Der.SEQUENCE, EC, curve.content()).encoded(),
                                Der.of(Der.OCTETS, sec1).encoded())
                        .encoded());
    }

    /// What is encrypted by a password (RFC 8018, PBES2 with PBKDF2).
    ///
    /// @throws IllegalArgumentException if it is encrypted in another way
    static byte[] decrypted(byte[] encrypted, char[] password) throws GeneralSecurityException {
        List<Der> info = Der.elements(encrypted).getFirst().elements();
        List<Der> scheme = info.getFirst().elements();
        if (!identifier(scheme.getFirst()).equals(PBES2)) {
            throw new IllegalArgumentException("not PBES2");
        }
        List<Der> functions = scheme.get(1).elements();
        List<Der> derivation = functions.getFirst().elements().get(1).elements();
        List<Der> encryption = functions.get(1).elements();
        Encryption by = known(ENCRYPTIONS, encryption.getFirst());
        byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmac" + known(DIGESTS, digest(derivation)))
                .generateSecret(new PBEKeySpec(
                        password,
                        derivation.getFirst().content(),
                        iterations(derivation.get(1)),
                        by.keyBytes() * Byte.SIZE))
                .getEncoded();
        return decrypted(
                by.algorithm(), key, encryption.get(1).content(), info.get(1).content());
    }

    /// The element that is encrypted by a key, in blocks that are chained.
    ///
    /// @param algorithm `AES` or `DESede`
    /// @throws GeneralSecurityException if it is another key; the padding alone says so for all but one in 256
    static byte[] decrypted(String algorithm, byte[] key, byte[] vector, byte[] encrypted)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(algorithm + "/CBC/PKCS5Padding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, algorithm), new IvParameterSpec(vector));
        byte[] decrypted = cipher.doFinal(encrypted);
        if (!Der.isSequence(decrypted)) {
            throw new BadPaddingException("it decrypts to no element");
        }
        return decrypted;
    }

    /// The one of PBKDF2's optional parameters that is a sequence; SHA-1 unless written.
    private static Der digest(List<Der> derivation) {
        return derivation.stream()
                .filter(each -> each.tag() == Der.SEQUENCE)
                .findFirst()
                .map(each -> each.elements().getFirst())
                .orElseGet(() -> new Der(0, HexFormat.of().parseHex(HMAC_SHA1)));
    }

    private static int iterations(Der number) {
        int iterations = new BigInteger(number.content()).intValueExact();
        if (iterations < 1 || iterations > ITERATIONS_MOST) {
            throw new IllegalArgumentException(iterations + " iterations");
        }
        return iterations;
    }

    private static <T> T known(Map<String, T> names, Der identifier) {
        return Optional.ofNullable(names.get(identifier(identifier)))
                .orElseThrow(() -> new IllegalArgumentException("unknown algorithm"));
    }

    private static String identifier(Der element) {
        return HexFormat.of().formatHex(element.content());
    }
}
