package dev.schemagate.runner.verb;

import dev.schemagate.report.ExitCode;
import dev.schemagate.runner.settings.Setting;
import java.util.List;
import java.util.Set;

/** Something that the command line can do. */
public interface Verb {
  /** All of them, in the order of the help. */
  List<Verb> ALL =
      List.of(
          new Migrate(),
          new ShowPlan(),
          new ShowStatus(),
          new ShowHistory(),
          new Check(),
          new Stamp(),
          new Repair(),
          new Wait(),
          new New());

  String name();

  /** What it does, in a sentence. */
  String description();

  /** The settings that it reads, each a flag and a variable. */
  Set<Setting> settings();

  /** What stands for its operand in the help; null when it takes none. */
  default String operand() {
    return null;
  }

  /** Does it; throws RunFailed when it can't. */
  ExitCode run(Invocation invocation);
}
