/** What the command line can do, one verb a class. */
package dev.schemagate.runner.verb;
