package dev.baton.sim;

/// A promise that was broken.
///
/// @param invariant which one, by the name of its class
/// @param atNanos true time at which it was noticed
/// @param sentence what is wrong, for a person
public record Violation(String invariant, long atNanos, String sentence) {}
