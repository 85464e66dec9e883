/**
 * How a process ends: exit codes, the lifeline on standard input, the deadman and the halt timer.
 * Raw daemon threads run it; they take no lock and belong to no pool.
 */
@NullMarked
package io.sluice.process.life;

import org.jspecify.annotations.NullMarked;
