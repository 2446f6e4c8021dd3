/** Observe, plan, act: from a <code>DatabaseMigration</code> to a current schema. */
package dev.schemagate.operator;
