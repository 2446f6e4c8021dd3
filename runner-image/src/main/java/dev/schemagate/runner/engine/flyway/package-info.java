/** Migrations written for Flyway, run by Flyway itself. */
package dev.schemagate.runner.engine.flyway;
