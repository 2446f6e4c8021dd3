package dev.schemagate.operator.plan;

/**
 * What a pod was made from: pods of the same owner and the same hash are siblings.
 *
 * @param owner the uid of the pod's controller
 * @param label the one that the controller marks siblings with
 * @param hash that label's value
 */
public record Template(String owner, String label, String hash) {}
