package dev.schemagate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.report.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that never begin, and what a person reads about them. */
class ConnectIT {
  private static final String PASSWORD = "correct-horse";

  @TempDir Path folder;
  private TestDatabase database;
  private Runner runner;

  @BeforeEach
  void database() throws Exception {
    database = TestDatabase.create();
    runner = Runner.of(folder, database).tables(1);
  }

  @Test
  void aWrongPassword() throws Exception {
    requirePasswordOf("guarded");
    var guarded = runner.with("SCHEMAGATE_USER", "guarded");

    var wrong = guarded.with("PGPASSWORD", "battery-staple").migrate();
    failed(wrong, Failure.AuthenticationFailed, 75);
    assertThat(wrong.report().error().sqlState()).isEqualTo("28P01");
    assertThat(wrong.out() + wrong.err() + Files.readString(folder.resolve("report")))
        .contains("guarded")
        .doesNotContain("battery-staple");

    var none = guarded.migrate();
    failed(none, Failure.InvalidConfiguration, 78);
    assertThat(none.report().error().message()).contains("key password");

    assertThat(guarded.with("PGPASSWORD", PASSWORD).migrate("--schemas", "guarded").exitCode())
        .isZero();
  }

  @Test
  void aServerThatIsDown() throws Exception {
    int port;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    var result = runner.migrate("--port", Integer.toString(port));
    failed(result, Failure.DatabaseUnreachable, 75);
    assertThat(result.report().error().message())
        .isEqualTo(
            "127.0.0.1:"
                + port
                + " can't be reached: connection refused. Check that the server runs, host and"
                + " port");
  }

  @Test
  void aHostThatNobodyKnows() {
    var result = runner.migrate("--host", "db.invalid");
    failed(result, Failure.DatabaseUnreachable, 75);
    assertThat(result.report().error().message()).contains("unknown host");
  }

  @Test
  void aDatabaseThatIsNotThere() {
    var result = runner.migrate("--database", "nowhere");
    failed(result, Failure.DatabaseNotFound, 75);
    assertThat(result.report().error().message()).contains("\"nowhere\"");
  }

  @Test
  void aRoleThatIsNotThere() {
    var result = runner.migrate("--role", "nobody");
    failed(result, Failure.InvalidConfiguration, 78);
    assertThat(result.report().error().message()).contains("nobody");
  }

  @Test
  void aSecretThatDoesNotExistYet() throws Exception {
    var mounted = runner.with("SCHEMAGATE_SECRET_DIR", folder.resolve("secret").toString());
    failed(mounted.migrate(), Failure.SecretNotFound, 75);

    Files.createDirectories(folder.resolve("secret/..2026_11_21"));
    var named = mounted.with("SCHEMAGATE_SECRET_NAME", "orders-app").migrate();
    failed(named, Failure.SecretNotFound, 75);
    assertThat(named.report().error().message()).contains("orders-app");
  }

  @Test
  void aPoolerThatRefusesStartupOptions() throws Exception {
    try (var pooler = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture.runAsync(() -> refuseStartup(pooler));
      var result = runner.migrate("--sslmode", "disable", "--port", "" + pooler.getLocalPort());
      failed(result, Failure.PoolerDetected, 78);
      assertThat(result.report().error().message()).contains("session mode");
    }
  }

  /** Says what PgBouncer says. */
  private static void refuseStartup(ServerSocket pooler) {
    try (var client = pooler.accept()) {
      client.getInputStream().read(new byte[8192]);
      var fields = "SFATAL\0C08P01\0Munsupported startup parameter: options\0\0";
      var body = fields.getBytes(StandardCharsets.UTF_8);
      var message = ByteBuffer.allocate(5 + body.length);
      message.put((byte) 'E').putInt(4 + body.length).put(body);
      client.getOutputStream().write(message.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The test server trusts everyone else. */
  private void requirePasswordOf(String role) throws Exception {
    database.execute("CREATE ROLE " + role + " LOGIN SUPERUSER PASSWORD '" + PASSWORD + "'");
    var rules = Path.of(database.value("SHOW hba_file"));
    var before = Files.readString(rules);
    Files.writeString(rules, "host all " + role + " 127.0.0.1/32 scram-sha-256\n" + before);
    database.execute("SELECT pg_reload_conf()");
    database.await("SELECT 1 FROM pg_hba_file_rules WHERE '" + role + "' = ANY(user_name)");
  }

  private static void failed(Runner.Result result, Failure reason, int exitCode) {
    assertThat(result.report().error()).isNotNull();
    assertThat(result.report().error().reason()).as(result.err()).isEqualTo(reason);
    assertThat(result.exitCode()).isEqualTo(exitCode);
    assertThat(result.err()).doesNotContain("\tat ").doesNotContain("jdbc:");
  }
}
