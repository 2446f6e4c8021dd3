/** What a run tells people, and the operator. */
package dev.schemagate.runner.report;
