/**
 * The figures of a benchmark: their spread, the file that keeps them, and the comparison of two
 * runs. Pure, except for reading and writing the file.
 */
@NullMarked
package io.sluice.local.bench.figure;

import org.jspecify.annotations.NullMarked;
