package dev.baton.vpc.gateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The two ways in which clients sign. Both prove that the client knows the secret without sending it.
public enum SignatureMethod {
    /// Version 1.0: the secret followed by `&` is the key, the result is Base64.
    HMAC_SHA1("HmacSHA1", "&") {
        @Override
        String write(byte[] mac) {
            return Base64.getEncoder().encodeToString(mac);
        }
    },
    /// Version 3: the secret is the key, the result is hexadecimal.
    ACS3_HMAC_SHA256("HmacSHA256", "") {
        @Override
        String write(byte[] mac) {
            return HexFormat.of().formatHex(mac);
        }
    };

    private final String algorithm;
    private final String afterSecret;

    SignatureMethod(String algorithm, String afterSecret) {
        this.algorithm = algorithm;
        this.afterSecret = afterSecret;
    }

    abstract String write(byte[] mac);

    /// The signature of this text under this secret.
    public String sign(String secret, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec((secret + afterSecret).getBytes(StandardCharsets.UTF_8), algorithm));
            return write(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    /// Takes the same time whether the signatures differ in their first character or in their last.
    boolean matches(String secret, String text, String signature) {
        return MessageDigest.isEqual(
                sign(secret, text).getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
    }
}
