package io.sluice.admin.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs a statement with bound values, in the order of its question marks. An {@link Instant} is
 * bound as {@code timestamptz}, an {@link ArrayOf} as an array, null without a type.
 */
public final class Sql {
  private Sql() {}

  /** Reads the present row of a result. */
  @FunctionalInterface
  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /**
   * Values of an array.
   *
   * @param type PostgreSQL's name of the element type
   */
  public record ArrayOf(String type, List<? extends @Nullable Object> values) {}

  /** Makes an array of texts. */
  public static ArrayOf texts(List<String> values) {
    return new ArrayOf("text", values);
  }

  /**
   * Makes an array of one column of a batch, for {@code unnest}.
   *
   * @param type PostgreSQL's name of the element type
   */
  public static <T> ArrayOf column(
      String type, List<T> rows, Function<? super T, ? extends @Nullable Object> column) {
    var values = new ArrayList<@Nullable Object>(rows.size());
    rows.forEach(row -> values.add(column.apply(row)));
    return new ArrayOf(type, values);
  }

  /** Returns all rows. */
  public static <T> List<T> list(
      Connection connection, String sql, Row<T> row, @Nullable Object... values)
      throws SQLException {
    try (var statement = bound(connection, sql, values);
        var result = statement.executeQuery()) {
      var rows = new ArrayList<T>();
      while (result.next()) {
        rows.add(row.read(result));
      }
      return rows;
    }
  }

  /** Returns the first row, or empty if there is none. */
  public static <T> Optional<T> first(
      Connection connection, String sql, Row<T> row, @Nullable Object... values)
      throws SQLException {
    try (var statement = bound(connection, sql, values);
        var result = statement.executeQuery()) {
      return result.next() ? Optional.of(row.read(result)) : Optional.empty();
    }
  }

  /** Returns true if there is a row. */
  public static boolean exists(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    return first(connection, sql, _ -> true, values).isPresent();
  }

  /** Runs a statement without a result and returns the number of changed rows. */
  public static int update(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    try (var statement = bound(connection, sql, values)) {
      return statement.executeUpdate();
    }
  }

  private static PreparedStatement bound(
      Connection connection, String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      for (int i = 0; i < values.length; i++) {
        bind(statement, i + 1, values[i]);
      }
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  /** Binds one value. */
  static void bind(PreparedStatement statement, int position, @Nullable Object value)
      throws SQLException {
    switch (value) {
      case Instant at -> statement.setObject(position, at.atOffset(ZoneOffset.UTC));
      case ArrayOf array ->
          statement.setArray(
              position,
              statement
                  .getConnection()
                  .createArrayOf(
                      array.type(), array.values().stream().map(Sql::element).toArray()));
      case null, default -> statement.setObject(position, value);
    }
  }

  /**
   * Returns the element of an array as the driver sends it. An instant goes as text in UTC: the
   * driver sends a timestamp as local text without a zone, which is ambiguous in the hour that
   * daylight saving time repeats.
   */
  private static @Nullable Object element(@Nullable Object value) {
    return value instanceof Instant at ? at.toString() : value;
  }
}
