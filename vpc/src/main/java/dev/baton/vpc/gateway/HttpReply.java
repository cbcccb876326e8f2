package dev.baton.vpc.gateway;

/// What goes back to the client.
///
/// @param status the HTTP status
/// @param contentType with its character set
/// @param body not to be changed by anybody
@SuppressWarnings("ArrayRecordComponent") // written once and forgotten
public record HttpReply(int status, String contentType, byte[] body) {}
