package dev.baton.model;

import java.util.Optional;

/// A named pipe that gets a line for every change (`notify_fifo` and its relatives).
///
/// @param script reads the pipe; its path is appended to the script's arguments
public record NotifyPipe(String path, Optional<String> user, Optional<String> group, Optional<Script> script) {}
