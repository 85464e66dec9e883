package io.sluice.process.jvmstate;

import io.sluice.diagnosis.CutText;
import io.sluice.process.jvmstate.SharedState.StateChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * System properties, or those of {@code java.security}. Keys and values that are no strings count
 * as changes and are never called. The table is restored as a whole: removing one entry would call
 * the key that a workflow added.
 */
@SuppressWarnings("ReferenceEquality") // equals would be code of a workflow.
final class PropertyTable implements SharedState {
  private static final int MAX_NAMED = 5;
  private static final int MAX_EXAMINED = 10_000;
  private static final int MAX_NAME = 40;

  private final String kind;
  private final RawField holder;
  private final Object properties;
  private final RawField entries;
  private final Map<String, String> first;
  private final int fingerprint;

  /**
   * @param holder field with the {@link Properties}
   */
  PropertyTable(String kind, RawField holder) throws ReflectiveOperationException {
    this.kind = kind;
    this.holder = holder;
    properties = required(holder.get());
    entries = RawField.of(properties, Properties.class, "map");
    first = strings(table());
    fingerprint = fingerprint(table());
  }

  private static Object required(@Nullable Object value) {
    if (value == null) {
      throw new IllegalStateException("the JVM has no such properties");
    }
    return value;
  }

  private static Map<String, String> strings(Map<?, ?> table) {
    Map<String, String> strings = new HashMap<>();
    table.forEach(
        (key, value) -> {
          if (key instanceof String name && value instanceof String text) {
            strings.put(name, text);
          }
        });
    return strings;
  }

  private @Nullable Map<?, ?> tableOrNull() {
    return entries.get() instanceof ConcurrentHashMap<?, ?> map ? map : null;
  }

  private Map<?, ?> table() {
    var table = tableOrNull();
    return table == null ? Map.of() : table;
  }

  /**
   * Returns a fingerprint, independent of the order; 0 for a table with other types than strings.
   */
  private static int fingerprint(Map<?, ?> table) {
    int sum = 1;
    for (var entry : table.entrySet()) {
      if (!(entry.getKey() instanceof String name) || !(entry.getValue() instanceof String text)) {
        return 0;
      }
      sum += 31 * name.hashCode() ^ text.hashCode();
    }
    return sum;
  }

  @Override
  public Optional<StateChange> putBack() {
    boolean sameObject = holder.get() == properties;
    var table = table();
    if (sameObject && table.size() == first.size() && fingerprint(table) == fingerprint) {
      return Optional.empty();
    }
    var words = sameObject ? named(table) : "all of them were replaced";
    entries.set(new ConcurrentHashMap<Object, Object>(first));
    holder.set(properties);
    return Optional.of(new StateChange(kind, kind.replace('-', ' ') + ": " + words, true));
  }

  private String named(Map<?, ?> table) {
    List<String> changed = new ArrayList<>();
    first.forEach(
        (name, text) -> {
          if (!text.equals(table.get(name))) {
            changed.add(name);
          }
        });
    int lookedAt = 0;
    for (var key : table.keySet()) {
      if (++lookedAt > MAX_EXAMINED) {
        break;
      }
      if (!(key instanceof String name)) {
        changed.add("a key that is no string");
      } else if (!first.containsKey(name)) {
        changed.add(CutText.of(name, MAX_NAME));
      }
    }
    var most = changed.stream().sorted().limit(MAX_NAMED).toList();
    return String.join(", ", most)
        + (changed.size() > MAX_NAMED ? " and " + (changed.size() - MAX_NAMED) + " more" : "");
  }
}
