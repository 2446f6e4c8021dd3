/** What a run says when it ends: the contract between the runner and the operator. */
package dev.schemagate.report;
