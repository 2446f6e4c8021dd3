/**
 * How fast and how small it is, measured beside what there is without it: <code>e2e/bench</code>.
 */
package dev.schemagate.bench;
