package dev.schemagate.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;

/** What is known of the database, and what the last run did. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DatabaseMigrationStatus(
    @JsonPropertyDescription("The generation of the spec that this status is about.")
        Long observedGeneration,
    @JsonPropertyDescription("The engine that runs the migrations: flyway.") String engine,
    @JsonPropertyDescription(
            "The database's revision, as read on a fresh connection after the last run.")
        String revision,
    @JsonPropertyDescription("The newest revision in the source of the last run.") String head,
    @JsonPropertyDescription("The revision that spec.target resolved to in the last run.")
        String target,
    @JsonPropertyDescription("Revisions applied in the database, newest first, at most 64.")
        List<String> applied,
    @JsonPropertyDescription("How many migrations of the source are not applied.") Integer pending,
    @JsonPropertyDescription("How many pods wait for a revision of this database.")
        Integer waitingPods,
    @JsonPropertyDescription("The last run, or the one going on.") RunStatus run,
    @JsonPropertyDescription(
            "The newest revision in each of the last source images, newest image first: what a pod"
                + " of such an image requires without naming a revision.")
        List<ImageHead> images,
    @JsonPropertyDescription(
            "Ready: the database is at the target of this generation. Reconciling: on the way"
                + " there. Stalled: it will not get there unless a person acts.")
        List<Condition> conditions) {

  /** The images that {@link #images} remembers: what a rollback can still reach. */
  static final int MAX_IMAGES = 16;

  /** Of a resource that nobody has looked at yet. */
  public static DatabaseMigrationStatus empty() {
    return new DatabaseMigrationStatus(
        null, null, null, null, null, null, null, null, null, null, null);
  }

  public DatabaseMigrationStatus withWaitingPods(int pods) {
    return new DatabaseMigrationStatus(
        observedGeneration,
        engine,
        revision,
        head,
        target,
        applied,
        pending,
        pods,
        run,
        images,
        conditions);
  }

  /** The one truth; empty before the first look. */
  public Optional<Condition> ready() {
    return conditions == null
        ? Optional.empty()
        : conditions.stream().filter(condition -> condition.type().equals("Ready")).findFirst();
  }
}
