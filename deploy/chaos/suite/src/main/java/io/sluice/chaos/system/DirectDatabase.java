package io.sluice.chaos.system;

import io.sluice.local.data.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL without a proxy; each call opens its own connection. Any thread. */
public final class DirectDatabase {
  private final int port;

  DirectDatabase(int port) {
    this.port = port;
  }

  /** Maps one row. */
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:"
            + port
            + "/"
            + PostgresServer.DATABASE
            + "?connectTimeout=3&socketTimeout=60&ApplicationName=chaos",
        PostgresServer.USER,
        "");
  }

  public <T> List<T> read(String sql, RowReader<T> reader, Object... parameters)
      throws SQLException {
    try (var connection = connect();
        var query = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        query.setObject(i + 1, parameters[i]);
      }
      try (var rows = query.executeQuery()) {
        var all = new ArrayList<T>();
        while (rows.next()) {
          all.add(reader.read(rows));
        }
        return all;
      }
    }
  }

  public long number(String sql, Object... parameters) throws SQLException {
    return read(sql, row -> row.getLong(1), parameters).getFirst();
  }

  public int change(String sql, Object... parameters) throws SQLException {
    try (var connection = connect();
        var change = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        change.setObject(i + 1, parameters[i]);
      }
      return change.executeUpdate();
    }
  }
}
