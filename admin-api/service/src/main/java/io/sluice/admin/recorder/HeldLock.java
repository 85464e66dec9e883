package io.sluice.admin.recorder;

import org.jspecify.annotations.Nullable;

/**
 * The exclusive lock of its workflow, held.
 *
 * @param probation the entry of the blacklist whose probe it is; absent when it is none
 */
record HeldLock(@Nullable Long probation) {}
