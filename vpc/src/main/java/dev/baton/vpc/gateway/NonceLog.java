package dev.baton.vpc.gateway;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// Where the nonces of requests outlive the server, so that none can be repeated after a restart.
public interface NonceLog {
    /// For a server whose nonces end with it.
    NonceLog NONE = new NonceLog() {
        @Override
        public List<UsedNonce> since(Instant oldest) {
            return List.of();
        }

        @Override
        public void keep(UsedNonce nonce) {}
    };

    /// A nonce that was used.
    ///
    /// @param digest stands for access key and nonce; 32 hexadecimal digits
    /// @param seen when the request came
    record UsedNonce(String digest, Instant seen) {}

    /// Those that were used at this time or later, in any order.
    List<UsedNonce> since(Instant oldest) throws IOException;

    /// Returns when it is there for the next server, whatever happens to this one. For any thread.
    ///
    /// @throws IOException if it cannot be said to be
    void keep(UsedNonce nonce) throws IOException;
}
