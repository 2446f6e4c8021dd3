/** The command line: one verb a class, and the settings that all of them read. */
package dev.schemagate.runner;
