package io.sluice.admin.execution;

import org.jspecify.annotations.Nullable;

/**
 * The exclusive lock of its workflow, held.
 *
 * @param probation the blacklist entry whose trial run it is; absent if it is none
 */
public record HeldLock(@Nullable Long probation) {}
