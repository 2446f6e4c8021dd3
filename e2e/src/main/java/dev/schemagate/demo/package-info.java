/** The main job, seen working: <code>./demo</code>. */
package dev.schemagate.demo;
