package dev.baton.health;

/// One run of one check. Never used twice, so that the result of a run that was given up is recognised.
public record ProbeId(long number) {}
