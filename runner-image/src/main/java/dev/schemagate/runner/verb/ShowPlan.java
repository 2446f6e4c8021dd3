package dev.schemagate.runner.verb;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.schemagate.report.ExitCode;
import dev.schemagate.runner.engine.Plan;
import dev.schemagate.runner.engine.Step;
import dev.schemagate.runner.settings.Setting;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** What <code>migrate</code> would do now, by the very code that does it, without the lock. */
public final class ShowPlan implements Verb {
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Answer(String from, String head, String target, List<Line> steps) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Line(String action, String revision, String script) {
    static Line of(Step step) {
      return switch (step) {
        case Step.Apply(var revision, var script) -> new Line("apply", revision, script);
        case Step.Undo(var revision, var script) -> new Line("undo", revision, script);
        case Step.Stamp(var revision, var script) -> new Line("stamp", revision, script);
      };
    }

    String words() {
      return "  %-5s  %s".formatted(action, script == null ? revision : script);
    }
  }

  @Override
  public String name() {
    return "plan";
  }

  @Override
  public String description() {
    return "Show what migrate would do, and change nothing.";
  }

  @Override
  public Set<Setting> settings() {
    return SettingsOf.all(SettingsOf.PLAN, SettingsOf.SOURCE, SettingsOf.DATABASE);
  }

  @Override
  public ExitCode run(Invocation invocation) {
    var settings = invocation.settings();
    var target = settings.target();
    var policy = settings.policy();
    var plan =
        Reading.of(invocation, settings, (engine, session) -> engine.plan(session, target, policy));
    invocation.answer(answer(plan), text(plan));
    return ExitCode.DONE;
  }

  private static Answer answer(Plan plan) {
    return new Answer(
        plan.from().revision(),
        plan.from().head(),
        plan.target(),
        plan.steps().stream().map(Line::of).toList());
  }

  private static String text(Plan plan) {
    var way =
        "from %s to %s: "
            .formatted(
                Objects.requireNonNullElse(plan.from().revision(), "no revision"),
                Objects.requireNonNullElse(plan.target(), "head"));
    return plan.steps().isEmpty()
        ? way + "nothing to do"
        : plan.steps().stream()
            .map(Line::of)
            .map(Line::words)
            .collect(Collectors.joining("\n", way + count(plan.steps().size()) + "\n", ""));
  }

  private static String count(int steps) {
    return steps == 1 ? "1 step" : steps + " steps";
  }
}
