/** What a run needs to know, and the places where it is looked for. */
package dev.schemagate.runner.settings;
