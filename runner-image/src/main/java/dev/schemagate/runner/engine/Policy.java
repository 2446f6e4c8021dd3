package dev.schemagate.runner.engine;

/**
 * What a run may do beyond applying migrations.
 *
 * @param downgrade whether it may undo migrations
 * @param adopt where to stamp a schema that exists without history; null to refuse such a schema
 * @param acceptAhead whether the database may hold revisions that the source does not know
 */
public record Policy(boolean downgrade, Target adopt, boolean acceptAhead) {}
