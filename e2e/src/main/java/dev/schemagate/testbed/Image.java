package dev.schemagate.testbed;

import java.nio.file.Path;

/** A built image: the name that pods use, and the file that {@link TestCluster#load} takes. */
public record Image(String tag, Path archive) {}
