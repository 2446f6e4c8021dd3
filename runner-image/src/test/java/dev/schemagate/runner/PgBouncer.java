package dev.schemagate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The real one: what is installed, or Debian's packages taken apart in the cache. */
record PgBouncer(Process process, int port) implements AutoCloseable {
  private static final List<String> PACKAGES = List.of("pgbouncer", "libc-ares2", "libevent-2.1-7");
  private static final String LIBRARIES = "LD_LIBRARY_PATH";

  /** A program and what its environment lacks. */
  private record Program(Path file, Map<String, String> environment) {
    boolean runs() throws IOException, InterruptedException {
      return run(environment, file.toString(), "--version") == 0;
    }
  }

  /** Starts one in front of a database; a test that can't have one is skipped, but not in CI. */
  static PgBouncer start(Path folder, TestDatabase database, String... settings) throws Exception {
    var program = program();
    Assumptions.assumeTrue(
        program.isPresent() || "true".equals(System.getenv("CI")),
        "no pgbouncer: neither installed, nor to be had from Debian's packages");
    var port = freePort();
    var lines =
        new ArrayList<>(
            List.of(
                "[databases]",
                "* = host=127.0.0.1 user=postgres port=" + database.port(),
                "[pgbouncer]",
                "listen_addr = 127.0.0.1",
                "listen_port = " + port,
                "unix_socket_dir =",
                "auth_type = any"));
    lines.addAll(List.of(settings));
    var file = Files.createTempFile("pgbouncer", ".ini");
    Files.write(file, lines);
    var command = new ArrayList<>(List.of(program.orElseThrow().file().toString()));
    if ("root".equals(System.getProperty("user.name"))) {
      // It refuses to be root.
      run(Map.of(), "chmod", "a+r", file.toString());
      command.addAll(List.of("-u", "nobody"));
    }
    command.add(file.toString());
    var output = folder.resolve("pgbouncer").toFile();
    var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
    builder.environment().putAll(program.get().environment());
    var bouncer = new PgBouncer(builder.start(), port);
    while (!bouncer.listens()) {
      assertThat(bouncer.process.isAlive()).as(Files.readString(output.toPath())).isTrue();
      Thread.sleep(10);
    }
    Files.delete(file);
    return bouncer;
  }

  TestDatabase database(TestDatabase behind) {
    return new TestDatabase(behind.name(), port);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private boolean listens() {
    try (var _ = new Socket("127.0.0.1", port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<Program> program() throws Exception {
    var installed =
        Stream.of(System.getenv("PATH").split(":"), new String[] {"/usr/sbin"})
            .flatMap(Stream::of)
            .map(folder -> Path.of(folder, "pgbouncer"))
            .filter(Files::isExecutable)
            .findFirst();
    if (installed.isPresent()) {
      return Optional.of(new Program(installed.get(), Map.of()));
    }
    var cached = cache().resolve("pgbouncer");
    if (!Files.exists(cached) && !download(cached)) {
      return Optional.empty();
    }
    var program = cached.resolve("usr/sbin/pgbouncer");
    try (var folders = Files.list(cached.resolve("usr/lib"))) {
      for (var libraries : folders.toList()) {
        var found = new Program(program, Map.of(LIBRARIES, libraries.toString()));
        if (found.runs()) {
          return Optional.of(found);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean download(Path target) throws Exception {
    Files.createDirectories(target.getParent());
    var folder = Files.createTempDirectory(target.getParent(), "pgbouncer-");
    var script =
        """
        cd "$0" && command -v apt-get dpkg-deb || exit 1
        download="apt-get -qq -o APT::Sandbox::User=root download"
        $download "$@" || { apt-get -qq update && $download "$@"; } || exit 1
        for package in *.deb; do dpkg-deb --extract "$package" . && rm "$package" || exit 1; done
        """;
    var command = new ArrayList<>(List.of("sh", "-c", script, folder.toString()));
    command.addAll(PACKAGES);
    if (run(Map.of(), command.toArray(String[]::new)) != 0) {
      return false;
    }
    try {
      Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // Another process was first.
      return Files.exists(target);
    }
    return true;
  }

  /** As the end-to-end tests have it. */
  private static Path cache() {
    var own = System.getenv("SCHEMAGATE_CACHE");
    if (own != null && !own.isBlank()) {
      return Path.of(own).toAbsolutePath();
    }
    var base = System.getenv("XDG_CACHE_HOME");
    return (base == null || base.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(base))
        .toAbsolutePath()
        .resolve("schemagate");
  }

  private static int run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
