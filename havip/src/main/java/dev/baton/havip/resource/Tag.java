package dev.baton.havip.resource;

/// A mark that a client puts on a resource. A key occurs once on a resource.
public record Tag(String key, String value) {}
