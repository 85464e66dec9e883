package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list that is ordered by a key.
 *
 * @param nextCursor pass it as {@code cursor} for the next page; null on the last one
 * @param notice why the page has fewer items than there are; absent if it has all it could have
 */
public record Page<T>(
    List<T> items,
    @Nullable String nextCursor,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String notice) {

  public Page(List<T> items, @Nullable String nextCursor) {
    this(items, nextCursor, null);
  }
}
