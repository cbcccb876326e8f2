package dev.baton.model;

import java.util.Optional;

/// The files with which `SSL_GET` presents itself to servers that ask who comes (`SSL`), in PEM.
///
/// @param certificate the client's, and after it those that complete its chain
/// @param key the client's private key
/// @param authorities certificates that complete the chain where the client's file does not (`ca`); no server is
///     verified by them
/// @param password unlocks the key
public record SslSpec(
        Optional<String> certificate, Optional<String> key, Optional<String> authorities, Optional<String> password) {}
