package dev.baton.daemon.talk;

import dev.baton.daemon.tls.ClientIdentity;
import dev.baton.daemon.tls.ClientKeys;
import dev.baton.health.ProbeSpec.Tls;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// What all TLS connections of the probes share. Nothing of it is made before one is wanted. Used on one thread only.
final class TlsConnections {
    private static final int RECORD_MOST = 33 * 1024;

    private Optional<ClientIdentity> identity = Optional.empty();
    private Optional<SSLContext> context = Optional.empty();
    private ByteBuffer plain = ByteBuffer.allocate(0);
    private ByteBuffer wrapped = ByteBuffer.allocate(0);

    /// Connections that are opened from now on present this to servers that ask who comes.
    void present(Optional<ClientIdentity> client) {
        identity = client;
        context = Optional.empty();
    }

    /// A connection as its client. No certificate is verified: a check asks whether the server answers.
    TlsConnection open(Tls tls) {
        if (context.isEmpty()) {
            context = Optional.of(trustingAll(identity));
            plain = ByteBuffer.allocate(RECORD_MOST);
            wrapped = ByteBuffer.allocate(RECORD_MOST);
        }
        // Without host and port no session is kept to be resumed: every check is a whole handshake.
        SSLEngine engine = context.get().createSSLEngine();
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        tls.serverName().flatMap(TlsConnections::hostName).ifPresent(name -> parameters.setServerNames(List.of(name)));
        engine.setSSLParameters(parameters);
        return new TlsConnection(engine, tls.closeNotify(), plain, wrapped);
    }

    /// RFC 6066 §3 knows host names alone; an address or anything else is not sent.
    private static Optional<SNIHostName> hostName(String name) {
        try {
            return Optional.of(new SNIHostName(name));
        } catch (IllegalArgumentException noHostName) {
            return Optional.empty();
        }
    }

    private static SSLContext trustingAll(Optional<ClientIdentity> identity) {
        try {
            SSLContext made = SSLContext.getInstance("TLS");
            made.init(
                    identity.map(client -> new KeyManager[] {new ClientKeys(client)})
                            .orElse(null),
                    new TrustManager[] {new TrustsAll()},
                    null);
            return made;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has TLS", impossible);
        }
    }

    /// The extended kind: of the other one the JDK checks names and algorithms by itself.
    private static final class TrustsAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
