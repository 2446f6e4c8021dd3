package dev.schemagate.operator.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.schemagate.api.DatabaseAheadPolicy;
import dev.schemagate.api.DatabaseMigration;
import dev.schemagate.api.DowngradePolicy;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import java.util.ArrayList;
import java.util.List;

/** The spec, as the runner's settings: the same variables that it takes without the operator. */
final class RunnerEnvironment {

  private RunnerEnvironment() {}

  static List<EnvVar> of(DatabaseMigration migration) {
    var spec = migration.getSpec();
    var database = spec.database();
    var flyway = spec.flyway();
    var meta = migration.getMetadata();
    var env = new ArrayList<EnvVar>();
    set(env, "TARGET", spec.target());
    set(env, "LOCATION", location(migration));
    set(env, "SECRET_DIR", RunnerPod.SECRET);
    set(env, "SECRET_NAME", database.secretName());
    set(env, "HOST", database.host());
    set(env, "PORT", database.port());
    set(env, "DATABASE", database.name());
    set(env, "SSLMODE", database.sslMode() == null ? null : database.sslMode().word());
    set(env, "SSL_ROOT_CERT", database.sslRootCert());
    set(env, "ROLE", database.role());
    set(env, "SCHEMAS", list(flyway.schemas()));
    set(env, "TABLE", flyway.table());
    set(env, "PLACEHOLDERS", placeholders(migration));
    set(env, "OUT_OF_ORDER", flyway.outOfOrder());
    set(env, "MIXED", flyway.mixed());
    set(env, "IGNORE_MIGRATION_PATTERNS", list(flyway.ignoreMigrationPatterns()));
    set(env, "ENCODING", flyway.encoding());
    set(env, "ALLOW_DOWNGRADE", spec.downgrade() == DowngradePolicy.Allow ? "true" : null);
    set(env, "ADOPT", spec.adopt() == null ? null : spec.adopt().revision());
    set(env, "DATABASE_AHEAD", spec.databaseAhead() == DatabaseAheadPolicy.Block ? "block" : null);
    if (spec.timeouts() != null) {
      set(env, "QUEUE_TIMEOUT", spec.timeouts().queue());
      set(env, "LOCK_TIMEOUT", spec.timeouts().lock());
      set(env, "STATEMENT_TIMEOUT", spec.timeouts().statement());
    }
    set(env, "APPLICATION_NAME", "schemagate/" + meta.getNamespace() + "/" + meta.getName());
    return env;
  }

  private static void set(List<EnvVar> env, String name, Object value) {
    if (value != null) {
      var literal = value.toString().replace("$(", "$$("); // else the kubelet expands it
      env.add(new EnvVarBuilder().withName("SCHEMAGATE_" + name).withValue(literal).build());
    }
  }

  private static String location(DatabaseMigration migration) {
    var source = migration.getSpec().flyway().source();
    var path =
        source.image() != null
            ? source.image().path()
            : source.persistentVolumeClaim() != null ? source.persistentVolumeClaim().path() : "/";
    return "/".equals(path) ? RunnerPod.MIGRATIONS : RunnerPod.MIGRATIONS + path;
  }

  private static String list(List<String> names) {
    return names == null || names.isEmpty() ? null : String.join(",", names);
  }

  private static String placeholders(DatabaseMigration migration) {
    var placeholders = migration.getSpec().flyway().placeholders();
    if (placeholders == null || placeholders.isEmpty()) {
      return null;
    }
    try {
      return Inputs.CANONICAL.writeValueAsString(placeholders);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of strings can't be written as JSON", e);
    }
  }
}
