package dev.schemagate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.report.Failure;
import dev.schemagate.report.RunError;
import dev.schemagate.runner.engine.Migration;
import dev.schemagate.runner.engine.Migration.Status;
import dev.schemagate.runner.engine.Plan;
import dev.schemagate.runner.engine.Policy;
import dev.schemagate.runner.engine.Progress;
import dev.schemagate.runner.engine.State;
import dev.schemagate.runner.engine.Step;
import dev.schemagate.runner.engine.Target;
import dev.schemagate.runner.engine.flyway.FlywayEngine;
import dev.schemagate.runner.engine.flyway.FlywaySource;
import dev.schemagate.runner.engine.flyway.Locations;
import dev.schemagate.runner.postgres.ConnectionSettings;
import dev.schemagate.runner.postgres.Interruption;
import dev.schemagate.runner.postgres.Session;
import dev.schemagate.runner.postgres.StatementWatch;
import dev.schemagate.runner.report.Console;
import dev.schemagate.runner.report.Redaction;
import dev.schemagate.runner.report.RunFailed;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.assertj.core.api.Assertions;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** The engine on a test's database and a folder of scripts, beside Flyway as it is. */
final class FlywayBed {
  static final Policy STRICT = new Policy(false, null, true);
  static final Policy DOWNGRADE = new Policy(true, null, true);

  final Path scripts;
  final TestDatabase database;
  private final Map<String, String> settings = new TreeMap<>();
  private List<String> schemas = List.of();
  private String table = "flyway_schema_history";
  private Map<String, String> placeholders = Map.of();
  private Progress progress;

  FlywayBed(Path scripts) throws SQLException {
    this.scripts = scripts;
    this.database = TestDatabase.create();
  }

  FlywayBed script(String name, String sql) {
    Runner.write(scripts.resolve(name), sql);
    return this;
  }

  FlywayBed delete(String name) {
    try {
      Files.delete(scripts.resolve(name));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Migrations that make a table each, and the scripts that undo them. */
  FlywayBed tables(int... numbers) {
    for (var number : numbers) {
      script("V" + number + "__t.sql", "CREATE TABLE t" + number + " (id int);");
      script("U" + number + "__t.sql", "DROP TABLE t" + number + ";");
    }
    return this;
  }

  FlywayBed with(String setting, String value) {
    settings.put("flyway." + setting, value);
    return this;
  }

  FlywayBed in(String schema, String table) {
    this.schemas = List.of(schema);
    this.table = table;
    return this;
  }

  FlywayBed placeholders(Map<String, String> placeholders) {
    this.placeholders = placeholders;
    return this;
  }

  Plan plan(String target, Policy policy) {
    return connected(session -> engine().plan(session, Target.parse(target), policy));
  }

  /** As <code>migrate</code> does it; the plan's steps must be what then stands in the history. */
  State migrate(String target, Policy policy) {
    return connected(session -> run(session, engine().plan(session, Target.parse(target), policy)));
  }

  State migrate(String target) {
    return migrate(target, STRICT);
  }

  State downgrade(String target) {
    return migrate(target, DOWNGRADE);
  }

  State stamp(String target) {
    return connected(session -> run(session, engine().stamp(session, Target.parse(target))));
  }

  Progress progress() {
    return progress;
  }

  State state() {
    return connected(session -> engine().state(session));
  }

  List<Migration> migrations() {
    return connected(session -> engine().migrations(session));
  }

  /** Each migration as <code>revision status</code>, repeatable ones by their description. */
  List<String> statuses() {
    return migrations().stream()
        .map(m -> (m.revision() == null ? m.description() : m.revision()) + " " + m.status())
        .toList();
  }

  List<String> statuses(Status status) {
    return statuses().stream().filter(line -> line.endsWith(" " + status)).toList();
  }

  /** The rows of the history as <code>rank version type script</code>. */
  List<String> rows() {
    try {
      return database.column(
          "SELECT concat_ws(' ', installed_rank, version, type, script) FROM "
              + historyTable()
              + " ORDER BY installed_rank");
    } catch (SQLException e) {
      return List.of();
    }
  }

  /** Tables that migrations of {@link #tables} made. */
  List<String> made() throws SQLException {
    return database.column(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname ~ '^t[0-9]+$' ORDER BY 1");
  }

  /** By Flyway as it is. */
  void validate() {
    stock().ignoreMigrationPatterns("*:pending").load().validate();
  }

  /** Flyway as any other program uses it. */
  FluentConfiguration stock() {
    var configuration =
        Flyway.configure()
            .dataSource(
                "jdbc:postgresql://localhost:" + database.port() + "/" + database.name(),
                "postgres",
                "postgres")
            .locations("filesystem:" + scripts)
            .placeholders(placeholders)
            .table(table)
            .schemas(schemas.toArray(String[]::new));
    return configuration.configuration(settings);
  }

  RunError refused(Failure reason, Callable<?> run) {
    var failed = Assertions.catchThrowableOfType(RunFailed.class, run::call);
    assertThat(failed).as("nothing was refused").isNotNull();
    assertThat(failed.error().reason()).as(failed.error().inWords()).isEqualTo(reason);
    return failed.error();
  }

  private State run(Session session, Plan plan) {
    var before = rows();
    progress = new Progress(silence(), interruption());
    try (var watch = new StatementWatch(settings(), session.pid(), silence())) {
      progress.start(plan, watch);
      engine().run(session, plan, progress);
    }
    var state = connected(fresh -> engine().prove(fresh, plan));
    assertThat(added(before, rows())).isEqualTo(expected(plan, before));
    return state;
  }

  private static List<String> expected(Plan plan, List<String> before) {
    return plan.steps().stream().flatMap(step -> row(step, before).stream()).toList();
  }

  private List<String> added(List<String> before, List<String> after) {
    return after.stream()
        .filter(row -> !before.contains(row))
        .map(row -> row.substring(row.indexOf(' ') + 1))
        .filter(row -> !row.startsWith("SCHEMA"))
        .toList();
  }

  /** The row that a step adds, without its rank; none where a baseline is taken back. */
  private static Optional<String> row(Step step, List<String> before) {
    return switch (step) {
      case Step.Apply(var revision, var script) ->
          Optional.of(
              (revision == null ? "" : revision + " ")
                  + (script.startsWith("B") ? "SQL_BASELINE " : "SQL ")
                  + script);
      case Step.Undo(var revision, _) ->
          before.stream()
              .filter(row -> row.contains(" " + revision + " SQL "))
              .map(row -> revision + " DELETE " + row.substring(row.lastIndexOf(' ') + 1))
              .findFirst();
      case Step.Stamp(var revision, var script) ->
          Optional.of(
              before.isEmpty()
                  ? revision + " BASELINE stamped by Schemagate"
                  : revision + " SQL " + script);
    };
  }

  private String historyTable() {
    var name = "\"" + table.replace("\"", "\"\"") + "\"";
    return schemas.isEmpty()
        ? name
        : "\"" + schemas.getFirst().replace("\"", "\"\"") + "\"." + name;
  }

  private FlywayEngine engine() {
    var source =
        new FlywaySource(
            Locations.parse(scripts.toString()),
            table,
            schemas,
            placeholders,
            settings,
            Redaction.of(placeholders.values()));
    return new FlywayEngine(source, silence(), interruption());
  }

  private interface Work<T> {
    T on(Session session);
  }

  private <T> T connected(Work<T> work) {
    try (var session = Session.open(settings())) {
      return work.on(session);
    }
  }

  private ConnectionSettings settings() {
    return new ConnectionSettings(
        "localhost",
        database.port(),
        database.name(),
        "postgres",
        "postgres",
        null,
        null,
        null,
        null,
        Duration.ofSeconds(5),
        Duration.ZERO,
        "test");
  }

  private static Interruption interruption() {
    return new Interruption(() -> {});
  }

  private static Console silence() {
    var nowhere = new PrintStream(OutputStream.nullOutputStream());
    return new Console(nowhere, nowhere, false);
  }

  static List<String> scripts(Plan plan) {
    return plan.steps().stream().map(Step::script).toList();
  }
}
