/**
 * The judge: pure functions from facts to findings, and the reading of the facts when the system
 * has come to rest.
 */
@NullMarked
package io.sluice.chaos.check;

import org.jspecify.annotations.NullMarked;
