/** The session that a run works in: how it connects, its lock, and what its errors mean. */
package dev.schemagate.runner.postgres;
