package dev.baton.vpc.demo;

import java.time.Duration;

/// A chapter that has been told.
///
/// @param start since the story began
/// @param took how long it lasted
/// @param outcome what was seen, one sentence
record StepResult(Step step, Duration start, Duration took, boolean ok, String outcome) {}
