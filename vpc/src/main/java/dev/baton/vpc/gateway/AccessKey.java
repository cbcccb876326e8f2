package dev.baton.vpc.gateway;

/// A pair of id and secret, as clients are given it.
///
/// @param id what requests name
/// @param secret what signs them; never sent, never logged
/// @param account whom it belongs to
/// @param active false if it is switched off
public record AccessKey(String id, String secret, String account, boolean active) {
    public AccessKey {
        if (id.isBlank() || secret.isBlank() || account.isBlank()) {
            throw new IllegalArgumentException("an access key has an id, a secret and an account");
        }
    }

    /// Without the secret.
    @Override
    public String toString() {
        return id + " of account " + account + (active ? "" : " (switched off)");
    }
}
