package dev.schemagate.operator.plan;

import java.time.Instant;
import java.util.List;

/**
 * A pod whose gate is closed.
 *
 * @param uid guards against a pod of the same name that was made meanwhile
 * @param images of its containers
 * @param template what it was made from; null for a pod without an owner that marks templates
 */
public record WaitingPod(
    String namespace,
    String name,
    String uid,
    Instant createdAt,
    List<Requirement> requires,
    List<String> images,
    Template template) {}
