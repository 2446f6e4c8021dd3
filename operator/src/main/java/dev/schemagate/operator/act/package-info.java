/** A plan, carried out: each class writes one kind of object. */
package dev.schemagate.operator.act;
