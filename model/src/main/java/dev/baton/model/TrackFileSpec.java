package dev.baton.model;

import java.util.OptionalLong;

/// One `track_file`: a file that holds a number.
///
/// @param weight what the number is multiplied by; 0 means that any other number than 0 is a fault
/// @param initial the number with which the file is created at start
/// @param overwrite whether an existing file gets it too
public record TrackFileSpec(
        String name, String path, int weight, boolean reverse, OptionalLong initial, boolean overwrite) {}
