package dev.schemagate.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class PostgresIT {
  @Test
  void ownerMayCreateTables(Postgres postgres) throws Exception {
    var database = postgres.create("shop", "shop-owner");
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE orders (id int)");
      var rows = statement.executeQuery("SELECT current_user, count(*) FROM orders");
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("shop-owner");
      assertThat(rows.getInt(2)).isZero();
    }
  }
}
