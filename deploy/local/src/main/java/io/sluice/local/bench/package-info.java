/**
 * Measures a system of its own and prints a table; run by the main thread of {@code
 * deploy/bench/run}.
 */
@NullMarked
package io.sluice.local.bench;

import org.jspecify.annotations.NullMarked;
