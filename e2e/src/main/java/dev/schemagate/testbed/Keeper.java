package dev.schemagate.testbed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Starts processes that never outlive this JVM. They are children of a shell (keeper.sh) that reads
 * what to start from a pipe; however the JVM dies, the pipe ends, and the shell ends them and
 * removes the run folder. With {@link #inNamespaces} the shell is process 1 of its own namespaces,
 * so that the kernel itself drops processes, mounts and interfaces.
 */
final class Keeper implements AutoCloseable {
  private static final Duration END = Duration.ofSeconds(30);

  private final Process shell;
  private final Writer commands;
  private final BufferedReader answers;
  private final Path folder;
  private int network = -1;

  private Keeper(Process shell, Path folder) {
    this.shell = shell;
    this.folder = folder;
    commands = shell.outputWriter();
    answers = shell.inputReader();
  }

  static Keeper ofProcesses() throws IOException {
    return start("processes");
  }

  static Keeper inNamespaces() throws IOException {
    return start("namespaces");
  }

  private static Keeper start(String kind) throws IOException {
    // By user, because the first one to make the folder owns it.
    var base =
        Path.of(
            System.getProperty("java.io.tmpdir"), "schemagate-" + System.getProperty("user.name"));
    var id = UUID.randomUUID().toString().substring(0, 8);
    var complaints = Files.createTempFile("schemagate", ".err");
    var command = new ArrayList<String>();
    // A session of its own, because Ctrl-C goes to every process of the terminal's group.
    Command.find("setsid").ifPresent(setsid -> command.add(setsid.toString()));
    command.addAll(List.of("bash", Scripts.folder() + "/bed.sh", kind, base.toString(), id));
    var keeper =
        new Keeper(
            new ProcessBuilder(command).redirectError(complaints.toFile()).start(),
            base.resolve(id));
    try {
      keeper.awaitReady(complaints);
    } finally {
      Files.delete(complaints);
    }
    return keeper;
  }

  private void awaitReady(Path complaints) throws IOException {
    for (var line = answers.readLine(); !"ready".equals(line); line = answers.readLine()) {
      if (line == null) {
        throw new IOException("the test bed's shell did not start\n" + Log.tail(complaints));
      } else if (line.startsWith("network ")) {
        network = Integer.parseInt(line.substring("network ".length()));
      }
    }
  }

  /** Where configuration, data and logs of this run are; gone when the run is over. */
  Path folder() {
    return folder;
  }

  /** The third number of this run's addresses, 10.41.N.0/30 and 10.42.N.0/24. */
  int network() {
    return network;
  }

  void start(String name, List<String> command) throws IOException {
    tell("start " + name + " " + quote(command));
  }

  void stop(String name) throws IOException {
    tell("stop " + name);
  }

  /** What keeper.sh says of a process. */
  record State(String text) {
    boolean isRunning() {
      return text.equals("running");
    }

    boolean isSuccess() {
      return text.equals("ended with exit code 0");
    }
  }

  State state(String name) throws IOException {
    return new State(tell("check " + name));
  }

  /** Runs a line of shell when the run is over, before the folder is removed. */
  void atEnd(String line) throws IOException {
    tell("at_end " + quote(List.of(line)));
  }

  /** Waits until the condition holds; gives up when a process it needs has ended. */
  void await(String name, Duration limit, BooleanSupplier condition) throws IOException {
    var end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      var state = state(name);
      if (!state.isRunning()) {
        throw new IOException(name + " " + state.text() + "\n" + log(name));
      }
      if (System.nanoTime() > end) {
        throw new IOException(name + " did not come up within " + limit + "\n" + log(name));
      }
      pause();
    }
  }

  String log(String name) throws IOException {
    return Log.tail(folder.resolve(name + ".log"));
  }

  static void pause() throws IOException {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting");
    }
  }

  private synchronized String tell(String line) throws IOException {
    commands.write(line + "\n");
    commands.flush();
    var answer = answers.readLine();
    if (answer == null) {
      throw new IOException("the test bed's shell is gone");
    }
    return answer;
  }

  private static String quote(List<String> words) {
    return words.stream()
        .map(word -> "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }

  @Override
  public void close() {
    try {
      commands.close();
      if (!shell.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("still not cleaned up after " + END + ": " + folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
