/**
 * The decision, as a pure function of the resource, what is observed and the time: what to run,
 * what to say, which gates to open. No client, clock or environment in here.
 */
package dev.schemagate.operator.plan;
