package io.sluice.admin.execution.query;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A WHERE clause built from fixed text with one bound parameter each. */
final class Conditions {

  private final List<String> words = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  /** Adds a condition without a value. */
  void add(String condition) {
    words.add(condition);
  }

  /** Adds a condition with one {@code ?}; a null value adds nothing. */
  void add(String condition, @Nullable Object value) {
    if (value != null) {
      words.add(condition);
      values.add(value);
    }
  }

  /** Adds a condition with a {@code ?} for each value. */
  void row(String condition, Object... row) {
    words.add(condition);
    values.addAll(List.of(row));
  }

  /**
   * Adds an IN condition; each value is bound by itself so that partial indexes match. An empty
   * list matches nothing.
   */
  void any(String column, List<? extends Object> values) {
    if (values.isEmpty()) {
      words.add("false");
      return;
    }
    words.add(column + " IN (" + "?, ".repeat(values.size() - 1) + "?)");
    this.values.addAll(values);
  }

  /** These values, followed by those of another clause. */
  Conditions and(Conditions other) {
    var both = new Conditions();
    both.words.addAll(words);
    both.words.addAll(other.words);
    both.values.addAll(values);
    both.values.addAll(other.values);
    return both;
  }

  String where() {
    return words.isEmpty() ? "" : " WHERE " + String.join(" AND ", words);
  }

  void bind(PreparedStatement statement) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
  }
}
