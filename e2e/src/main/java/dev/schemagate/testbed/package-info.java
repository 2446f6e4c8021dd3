/**
 * A real Kubernetes and a real PostgreSQL for the end-to-end tests, the demo and the bench. Start
 * with {@link dev.schemagate.testbed.TestCluster}.
 */
package dev.schemagate.testbed;
