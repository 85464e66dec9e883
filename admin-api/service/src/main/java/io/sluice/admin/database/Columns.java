package io.sluice.admin.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads and binds column types that need more than one JDBC call. */
public final class Columns {

  private Columns() {}

  public static UUID uuid(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  public static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  public static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
    @Nullable OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  public static @Nullable Long longOrNull(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  public static @Nullable Integer integerOrNull(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : value;
  }

  public static @Nullable String text(ResultSet row, String column) throws SQLException {
    return row.getString(column);
  }

  /** Replaces NUL and unpaired surrogates, which PostgreSQL refuses. */
  public static String storable(String text) {
    return text.replaceAll("[\\x00\\p{Cs}]", "?");
  }

  /** Binds an instant as {@code timestamptz}. */
  public static void bind(PreparedStatement statement, int position, Instant at)
      throws SQLException {
    statement.setObject(position, at.atOffset(ZoneOffset.UTC));
  }

  /**
   * Binds a column of a batch as an array, for {@code unnest}.
   *
   * @param type PostgreSQL's name of the element type
   */
  public static <T> void array(
      PreparedStatement statement,
      int position,
      String type,
      List<T> rows,
      Function<? super T, ? extends @Nullable Object> column)
      throws SQLException {
    Connection connection = statement.getConnection();
    @Nullable Object[] values = new Object[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = element(column.apply(rows.get(i)));
    }
    statement.setArray(position, connection.createArrayOf(type, values));
  }

  private static @Nullable Object element(@Nullable Object value) {
    return value instanceof Instant at ? Timestamp.from(at) : value;
  }
}
