package io.sluice.admin.circuitbreaker;

import org.jspecify.annotations.Nullable;

/**
 * The end of a trial run: it succeeded, or ignored its cancel. Other ends decide nothing.
 *
 * @param entry the blacklist entry whose trial run it was
 * @param topFrame the frame in which it was stuck; absent if it was not stuck or the frame is
 *     unknown
 */
public record ProbeEnd(long entry, boolean ignoredItsCancel, @Nullable String topFrame) {}
