package dev.baton.linux;

/// Something that an [EventLoop] can wait for.
public interface Pollable {
    /// The descriptor's number, valid as long as the thing is open.
    int fd();
}
