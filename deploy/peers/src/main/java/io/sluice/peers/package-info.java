/**
 * Measures other systems beside Sluice on this machine, in the same run: {@code
 * deploy/bench/peers}. Each peer is a process of its own that submits, runs and measures; this is
 * part of nothing that is installed.
 */
@NullMarked
package io.sluice.peers;

import org.jspecify.annotations.NullMarked;
