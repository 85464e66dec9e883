package io.sluice.diagnostics.page;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The filters of a list, in the query of its address. Pure. */
public final class Filters {

  private Filters() {}

  /**
   * An active filter, and the address of the list without it.
   *
   * @param name the parameter's name
   */
  public record Chip(String name, String label, String value, Address without) {}

  /**
   * Reads the known parameters that have a value, in the given order; several values become one
   * list.
   */
  public static Map<String, String> read(MultivaluedMap<String, String> sent, List<String> known) {
    var query = new LinkedHashMap<String, String>();
    for (String name : known) {
      String value =
          sent.getOrDefault(name, List.of()).stream()
              .map(String::strip)
              .filter(each -> !each.isEmpty())
              .collect(Collectors.joining(","));
      if (!value.isEmpty()) {
        query.put(name, value);
      }
    }
    return query;
  }

  /** A chip for each active filter; the keys of the labels are the filters. */
  public static List<Chip> chips(Address list, Map<String, String> labels) {
    return labels.entrySet().stream()
        .filter(each -> list.query().containsKey(each.getKey()))
        .map(
            each ->
                new Chip(
                    each.getKey(),
                    each.getValue(),
                    list.query().getOrDefault(each.getKey(), ""),
                    list.without(each.getKey()).without("cursor")))
        .toList();
  }
}
