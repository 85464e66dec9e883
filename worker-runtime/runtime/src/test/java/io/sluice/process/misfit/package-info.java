/**
 * Workflows that only these tests need, packed into a bundle by them. Each runs in the thread of
 * its execution, in a process of its own.
 */
@NullMarked
package io.sluice.process.misfit;

import org.jspecify.annotations.NullMarked;
