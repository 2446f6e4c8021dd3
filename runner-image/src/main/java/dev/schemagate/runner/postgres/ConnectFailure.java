package dev.schemagate.runner.postgres;

import dev.schemagate.report.Failure;
import dev.schemagate.report.RunError;
import dev.schemagate.runner.report.Redaction;
import dev.schemagate.runner.report.RunFailed;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.List;
import javax.net.ssl.SSLException;

/** Why a session could not begin, told apart by SQLSTATE and by what lies beneath. */
final class ConnectFailure {
  private ConnectFailure() {}

  static RunFailed of(ConnectionSettings settings, SQLException e) {
    var state = e.getSQLState() == null ? "" : e.getSQLState();
    var message = e.getMessage() == null ? "" : e.getMessage();
    if (message.contains("unsupported startup parameter")) {
      return Session.pooler(settings, "it refuses startup options");
    }
    if (settings.password() == null && state.equals("08004") && message.contains("password")) {
      return failed(
          Failure.InvalidConfiguration,
          "the server asks for a password and there is none: looked for the key password in the"
              + " Secret, and for PGPASSWORD",
          e);
    }
    return switch (reason(state)) {
      case AuthenticationFailed ->
          failed(
              Failure.AuthenticationFailed,
              settings.server() + " refuses user " + settings.user() + ": " + words(settings, e),
              e);
      case DatabaseNotFound ->
          failed(
              Failure.DatabaseNotFound,
              "there is no database \"" + settings.database() + "\" at " + settings.server(),
              e);
      case DatabaseUnreachable ->
          failed(
              Failure.DatabaseUnreachable,
              settings.server() + " can't be reached: " + cause(settings, e),
              e);
      case InsufficientPrivilege ->
          failed(
              Failure.InsufficientPrivilege,
              "can't begin a session at " + settings + ": " + words(settings, e),
              e);
      default ->
          failed(
              Failure.InvalidConfiguration,
              "the server refuses the session's settings: " + words(settings, e),
              e);
    };
  }

  private static Failure reason(String state) {
    if (state.startsWith("28")) {
      return Failure.AuthenticationFailed;
    }
    if (state.equals("3D000")) {
      return Failure.DatabaseNotFound;
    }
    if (state.equals("42501")) {
      return Failure.InsufficientPrivilege;
    }
    // 22023: a role or an option that the server does not know.
    return state.startsWith("22") || state.startsWith("42")
        ? Failure.InvalidConfiguration
        : Failure.DatabaseUnreachable;
  }

  private static String cause(ConnectionSettings settings, SQLException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case UnknownHostException unknown -> {
          return "unknown host. Check the host's name, and the namespace in it";
        }
        case SocketTimeoutException timeout -> {
          return "no answer within "
              + ConnectionSettings.CONNECT_TIMEOUT.toSeconds()
              + " s. Check host, port, and network policies";
        }
        case NoRouteToHostException noRoute -> {
          return "no route to the host. Check host, and network policies";
        }
        case ConnectException refused -> {
          return "connection refused. Check that the server runs, host and port";
        }
        case SSLException tls -> {
          return "TLS failed: " + redacted(settings, tls.getMessage());
        }
        default -> {}
      }
    }
    return words(settings, e);
  }

  /** PostgreSQL's sentence without the driver's frame. */
  private static String words(ConnectionSettings settings, SQLException e) {
    return redacted(settings, SqlError.of(e).inWords());
  }

  private static String redacted(ConnectionSettings settings, String text) {
    var password = settings.password();
    return Redaction.of(password == null ? List.of() : List.of(password)).apply(text);
  }

  private static RunFailed failed(Failure reason, String message, SQLException e) {
    return new RunFailed(RunError.of(reason, message).sql(e.getSQLState(), null, null), e);
  }
}
