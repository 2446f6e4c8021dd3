/** The <code>DatabaseMigration</code> resource as records; the CRD is generated from here. */
package dev.schemagate.api;
