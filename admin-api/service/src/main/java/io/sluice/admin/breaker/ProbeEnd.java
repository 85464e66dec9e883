package io.sluice.admin.breaker;

import org.jspecify.annotations.Nullable;

/**
 * A probe succeeded, or ignored its cancel. How else it may end decides nothing.
 *
 * @param entry the entry of the blacklist that it was the probe of
 * @param topFrame where it was stuck; absent when it was not, or that is not known
 */
public record ProbeEnd(long entry, boolean ignoredItsCancel, @Nullable String topFrame) {}
