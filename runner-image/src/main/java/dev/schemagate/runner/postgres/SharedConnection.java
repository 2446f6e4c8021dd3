package dev.schemagate.runner.postgres;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * Gives out one connection for ever: lock and migrations must be in the same session, since a lock
 * held elsewhere would be free while a killed run's statement still writes.
 */
final class SharedConnection implements DataSource {
  private final Connection connection;

  SharedConnection(Connection connection) {
    this.connection =
        (Connection)
            Proxy.newProxyInstance(
                // Flyway looks for the driver's COPY beside the connection's class.
                connection.getClass().getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> call(connection, method, arguments));
  }

  private static Object call(Connection connection, Method method, Object[] arguments)
      throws Throwable {
    if (method.getName().equals("close")) {
      return null;
    }
    if (method.getName().equals("setAutoCommit") && arguments[0].equals(true)) {
      // JDBC would commit here what Flyway left open because an Error passed through it.
      rollBackWhatIsOpen(connection);
    }
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static void rollBackWhatIsOpen(Connection connection) throws SQLException {
    var open =
        connection.unwrap(BaseConnection.class).getTransactionState() != TransactionState.IDLE;
    if (open && !connection.getAutoCommit()) {
      connection.rollback();
    }
  }

  @Override
  public Connection getConnection() {
    return connection;
  }

  @Override
  public Connection getConnection(String username, String password) {
    return connection;
  }

  @Override
  public PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {}

  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return connection.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return connection.isWrapperFor(type);
  }
}
