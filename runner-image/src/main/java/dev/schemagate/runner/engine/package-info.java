/** Ways to write migrations down. */
package dev.schemagate.runner.engine;
