package dev.schemagate.runner.engine.flyway;

import dev.schemagate.runner.engine.State;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.flywaydb.core.FlywayExecutor;
import org.flywaydb.core.api.CoreMigrationType;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.pattern.ValidatePattern;
import org.flywaydb.core.internal.database.base.Database;
import org.flywaydb.core.internal.database.base.Schema;
import org.flywaydb.core.internal.exception.FlywayUnknownMigrationTypeException;
import org.flywaydb.core.internal.info.MigrationInfoImpl;
import org.flywaydb.core.internal.info.MigrationInfoServiceImpl;
import org.flywaydb.core.internal.resolver.CompositeMigrationResolver;
import org.flywaydb.core.internal.schemahistory.SchemaHistory;

/**
 * Source and history table side by side, as Flyway sees them when it migrates.
 *
 * @param all in the order in which they ran or would run
 * @param exists whether there is a history table
 * @param unknown whether the schemas hold something, and no history says what
 * @param stamp where the history is taken to begin; null for where it does
 */
record History(
    List<MigrationInfoImpl> all, boolean exists, boolean unknown, MigrationVersion stamp) {
  private static final Set<MigrationState> IN_EFFECT =
      Set.of(
          MigrationState.SUCCESS,
          MigrationState.OUT_OF_ORDER,
          MigrationState.MISSING_SUCCESS,
          MigrationState.FUTURE_SUCCESS,
          MigrationState.BASELINE);
  private static final Set<MigrationState> NOT_APPLIED =
      Set.of(MigrationState.PENDING, MigrationState.IGNORED);

  private static final Set<MigrationState> BELOW_BASELINE =
      Set.of(MigrationState.BELOW_BASELINE, MigrationState.BASELINE_IGNORED);

  static History read(Configuration configuration) {
    return read(configuration, null);
  }

  /**
   * What it will be when a schema without history gets one.
   *
   * @param stamp where that begins; null for as it is
   */
  static History read(Configuration configuration, MigrationVersion stamp) {
    return new FlywayExecutor(configuration)
        .execute(
            (resolver, table, database, schema, schemas, callbacks, interceptor) ->
                read(configuration, stamp, resolver, table, database, schemas),
            true,
            null);
  }

  static History read(
      Configuration configuration,
      MigrationVersion stamp,
      CompositeMigrationResolver resolver,
      SchemaHistory table,
      Database<?> database,
      Schema<?, ?>[] schemas) {
    var info =
        new MigrationInfoServiceImpl(
            resolver,
            table,
            database,
            configuration,
            MigrationVersion.LATEST,
            configuration.isOutOfOrder(),
            ignored(configuration));
    info.setBaselineOnMigrateVersion(stamp);
    try {
      info.refresh();
    } catch (FlywayUnknownMigrationTypeException e) {
      throw PaidEdition.undid(table, e);
    }
    var all = Arrays.stream(info.all()).map(MigrationInfoImpl.class::cast).toList();
    var rows = all.stream().anyMatch(one -> one.getAppliedMigration() != null);
    var exists = rows || table.exists();
    return new History(all, exists, !exists && !empty(schemas), stamp);
  }

  /** What Flyway's <code>migrate</code> lets pass when it validates. */
  private static ValidatePattern[] ignored(Configuration configuration) {
    return Stream.concat(
            Arrays.stream(configuration.getIgnoreMigrationPatterns()),
            Stream.of(ValidatePattern.fromPattern("*:pending")))
        .toArray(ValidatePattern[]::new);
  }

  private static boolean empty(Schema<?, ?>[] schemas) {
    return Arrays.stream(schemas).allMatch(schema -> !schema.exists() || schema.empty());
  }

  State state() {
    return new State(
        text(revision()),
        text(head()),
        applied().stream().map(MigrationVersion::toString).toList(),
        (int) pending().count());
  }

  /** The newest version of the source; null when it has none. */
  MigrationVersion head() {
    return sourceVersions().stream().max(Comparator.naturalOrder()).orElse(null);
  }

  /** The newest version in effect; null when there is none. */
  MigrationVersion revision() {
    return applied().stream().findFirst().orElse(null);
  }

  /** The versions in effect, newest first; those that a baseline stands for as well. */
  List<MigrationVersion> applied() {
    var begun = stamp != null || inEffect().anyMatch(row -> row.getType().isBaseline());
    return Stream.of(
            inEffect().map(MigrationInfoImpl::getVersion),
            belowBaseline().filter(one -> begun).map(MigrationInfoImpl::getVersion),
            Stream.ofNullable(stamp))
        .flatMap(versions -> versions)
        .distinct()
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  /** The rows of the history that hold a version that is in effect, as they were installed. */
  Stream<MigrationInfoImpl> inEffect() {
    return all.stream()
        .filter(migration -> migration.getVersion() != null)
        .filter(migration -> migration.getAppliedMigration() != null)
        .filter(migration -> IN_EFFECT.contains(migration.getState()))
        .filter(History::migrates);
  }

  /** What Flyway's migrate would apply to be at head, in this order. */
  Stream<MigrationInfoImpl> toApply() {
    return all.stream().filter(migration -> migration.getState() == MigrationState.PENDING);
  }

  /** Versions of the source that are not in effect, whether or not a run would apply them. */
  Stream<MigrationVersion> pending() {
    return missing().map(MigrationInfoImpl::getVersion).distinct();
  }

  Stream<MigrationInfoImpl> missing() {
    return all.stream()
        .filter(migration -> migration.getVersion() != null)
        .filter(migration -> NOT_APPLIED.contains(migration.getState()))
        .filter(migration -> !ignoredBaseline(migration));
  }

  List<MigrationVersion> sourceVersions() {
    return all.stream()
        .filter(migration -> migration.getResolvedMigration() != null)
        .map(MigrationInfoImpl::getVersion)
        .filter(version -> version != null)
        .distinct()
        .sorted()
        .toList();
  }

  /** The file of a version; null when the source lacks it. */
  String script(MigrationVersion version) {
    return all.stream()
        .filter(migration -> migration.getResolvedMigration() != null)
        .filter(migration -> version.equals(migration.getVersion()))
        .map(migration -> migration.getResolvedMigration().getScript())
        .findFirst()
        .orElse(null);
  }

  /** Rows of the history that are about a migration, not about other rows or schemas. */
  static boolean migrates(MigrationInfoImpl migration) {
    return !migration.getType().isSynthetic() || migration.getType() == CoreMigrationType.BASELINE;
  }

  /** Migrations of the source that a baseline stands for. */
  Stream<MigrationInfoImpl> belowBaseline() {
    return all.stream()
        .filter(migration -> BELOW_BASELINE.contains(migration.getState()))
        .filter(migration -> !migration.getType().isBaseline());
  }

  /** A baseline migration where the history has begun in another way: it is for empty databases. */
  private static boolean ignoredBaseline(MigrationInfoImpl migration) {
    return migration.getType().isBaseline() && migration.getState() == MigrationState.IGNORED;
  }

  static String text(MigrationVersion version) {
    return version == null || version == MigrationVersion.EMPTY ? null : version.toString();
  }
}
