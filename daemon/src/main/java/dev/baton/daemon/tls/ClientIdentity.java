package dev.baton.daemon.tls;

import dev.baton.config.source.PathFacts.Unusable;
import dev.baton.model.SslSpec;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who we are to servers that ask for the client's certificate.
///
/// @param chain begins with our own certificate
public record ClientIdentity(PrivateKey key, List<X509Certificate> chain) {
    private static final int CHAIN_MOST = 10;

    /// What came of reading the files.
    ///
    /// @param identity empty if there are none, or if they are of no use
    /// @param problems what is wrong with which file
    public record Reading(Optional<ClientIdentity> identity, List<Unusable> problems) {
        /// Nothing was to be read.
        public static final Reading NONE = new Reading(Optional.empty(), List.of());

        public Reading {
            problems = List.copyOf(problems);
        }
    }

    public ClientIdentity {
        chain = List.copyOf(chain);
    }

    /// Reads the files that a configuration names.
    public static Reading read(SslSpec ssl) {
        List<Unusable> problems = new ArrayList<>();
        List<X509Certificate> authorities = ssl.authorities().isPresent()
                ? certificates("ca", ssl.authorities().get(), problems)
                : List.of();
        Optional<ClientIdentity> identity = Optional.empty();
        if (ssl.certificate().isPresent() && ssl.key().isPresent()) {
            List<X509Certificate> own =
                    certificates("certificate", ssl.certificate().get(), problems);
            identity = own.isEmpty()
                    ? Optional.empty()
                    : key(ssl, own.getFirst().getPublicKey(), problems)
                            .map(key -> new ClientIdentity(key, completed(own, authorities)));
        } else if (ssl.certificate().isPresent()) {
            problems.add(new Unusable("certificate", "there is no 'key' for it", "add 'key FILE' to the block"));
        } else if (ssl.key().isPresent()) {
            problems.add(
                    new Unusable("key", "there is no 'certificate' for it", "add 'certificate FILE' to the block"));
        }
        return new Reading(identity, problems);
    }

    private static List<X509Certificate> certificates(String keyword, String file, List<Unusable> problems) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            List<X509Certificate> found = new ArrayList<>();
            for (Pem pem : Pem.read(file)) {
                if (pem.label().equals("CERTIFICATE") || pem.label().equals("X509 CERTIFICATE")) {
                    found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(pem.der())));
                }
            }
            if (found.isEmpty()) {
                throw new UnusableFile("there is no certificate in it");
            }
            return List.copyOf(found);
        } catch (CertificateException broken) {
            problems.add(new Unusable(keyword, "a certificate in it is broken", look(file)));
        } catch (UnusableFile unusable) {
            problems.add(new Unusable(keyword, unusable.why(), look(file)));
        }
        return List.of();
    }

    private static String look(String file) {
        return "see what 'openssl x509 -noout -subject -in " + file + "' says";
    }

    private static Optional<PrivateKey> key(SslSpec ssl, PublicKey certified, List<Unusable> problems) {
        String file = ssl.key().orElseThrow();
        try {
            PrivateKey key = PrivateKeyFile.read(file, ssl.password(), certified.getAlgorithm());
            if (!isPair(key, certified)) {
                throw new UnusableFile("its key is not that of the certificate");
            }
            return Optional.of(key);
        } catch (UnusableFile unusable) {
            problems.add(
                    new Unusable("key", unusable.why(), "see what 'openssl pkey -noout -text -in " + file + "' says"));
            return Optional.empty();
        }
    }

    private static boolean isPair(PrivateKey key, PublicKey certified) {
        String algorithm = switch (certified.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> certified.getAlgorithm();
        };
        try {
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(certified.getEncoded());
            Signature verifying = Signature.getInstance(algorithm);
            verifying.initVerify(certified);
            verifying.update(certified.getEncoded());
            return verifying.verify(signing.sign());
        } catch (GeneralSecurityException cannot) {
            return false;
        }
    }

    /// The chain with the issuers that its own file leaves out, as OpenSSL completes it; the root is not sent.
    private static List<X509Certificate> completed(List<X509Certificate> own, List<X509Certificate> authorities) {
        List<X509Certificate> chain = new ArrayList<>(own);
        if (own.size() > 1) {
            return chain;
        }
        Optional<X509Certificate> issuer = issuer(chain.getLast(), authorities);
        while (issuer.isPresent() && !isRoot(issuer.get()) && chain.size() < CHAIN_MOST) {
            chain.add(issuer.get());
            issuer = issuer(chain.getLast(), authorities);
        }
        return chain;
    }

    private static boolean isRoot(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    private static Optional<X509Certificate> issuer(X509Certificate issued, List<X509Certificate> authorities) {
        return authorities.stream()
                .filter(each -> each.getSubjectX500Principal().equals(issued.getIssuerX500Principal()))
                .filter(each -> isSigned(issued, each.getPublicKey()))
                .findFirst();
    }

    private static boolean isSigned(X509Certificate issued, PublicKey key) {
        try {
            issued.verify(key);
            return true;
        } catch (GeneralSecurityException other) {
            return false;
        }
    }
}
