package io.sluice.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A keyset page.
 *
 * @param nextCursor hand it back as {@code cursor} for the next page; null on the last one
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {}
