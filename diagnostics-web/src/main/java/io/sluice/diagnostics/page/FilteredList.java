package io.sluice.diagnostics.page;

import java.util.List;
import java.util.Map;

/** A list that the query of its address narrows, as templates see it. */
public interface FilteredList {

  /** Of this view, with all that is chosen. */
  Address address();

  /** What each filter is called on the page, in their order. */
  Map<String, String> labels();

  default List<Filters.Chip> chips() {
    return Filters.chips(address(), labels());
  }

  default boolean filtered() {
    return !chips().isEmpty();
  }

  /** Whether it begins further down than at the first one. */
  default boolean furtherOn() {
    return address().query().containsKey("cursor");
  }

  default Address first() {
    return address().without("cursor");
  }

  /** The same list, with this filter. */
  default Address of(String name, String value) {
    return first().with(name, value);
  }

  default String value(String name) {
    return address().query().getOrDefault(name, "");
  }

  /** A moment as the field of a form has it. */
  default String moment(String name) {
    return TypedTimes.field(value(name));
  }
}
