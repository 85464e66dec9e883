package io.sluice.diagnostics.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A path of this application with its query, which contains the whole view. Pure. */
public record Address(String path, Map<String, String> query) {

  public Address {
    query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
  }

  public static Address of(String path) {
    return new Address(path, Map.of());
  }

  /** Returns the address with this parameter; without it if the value is empty. */
  public Address with(String name, String value) {
    var next = new LinkedHashMap<>(query);
    next.remove(name);
    if (!value.isEmpty()) {
      next.put(name, value);
    }
    return new Address(path, next);
  }

  /** Returns the address of the next page of a list; null after the last one. */
  public @Nullable Address next(@Nullable String cursor) {
    return cursor == null ? null : with("cursor", cursor);
  }

  public Address without(String name) {
    return with(name, "");
  }

  /** Returns the same query on another path. */
  public Address at(String other) {
    return new Address(other, query);
  }

  /** Formats the address for a link. */
  @Override
  public String toString() {
    return query.isEmpty()
        ? path
        : query.entrySet().stream()
            .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&", path + "?", ""));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
