package io.sluice.diagnostics.page;

import java.util.List;
import java.util.Map;

/** A list with a filter from the query of its address, for templates. */
public interface FilteredList {

  /** The address of this view, with the whole filter. */
  Address address();

  /** The label of each filter on the page, in display order. */
  Map<String, String> labels();

  default List<Filters.Chip> chips() {
    return Filters.chips(address(), labels());
  }

  default boolean filtered() {
    return !chips().isEmpty();
  }

  /** True if the list starts after the first item. */
  default boolean furtherOn() {
    return address().query().containsKey("cursor");
  }

  default Address first() {
    return address().without("cursor");
  }

  /** The address of the same list with this filter. */
  default Address of(String name, String value) {
    return first().with(name, value);
  }

  default String value(String name) {
    return address().query().getOrDefault(name, "");
  }

  /** A time as the value of a form field. */
  default String moment(String name) {
    return TypedTimes.field(value(name));
  }
}
