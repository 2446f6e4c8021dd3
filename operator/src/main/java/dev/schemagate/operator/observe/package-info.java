/** The cluster's objects, read from caches, as the facts that the plan is made from. */
package dev.schemagate.operator.observe;
