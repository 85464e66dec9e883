package io.sluice.admin.database;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
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

  /** Binds an instant as {@code timestamptz}. */
  public static void bind(PreparedStatement statement, int position, Instant at)
      throws SQLException {
    Sql.bind(statement, position, at);
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
    Sql.bind(statement, position, Sql.column(type, rows, column));
  }
}
