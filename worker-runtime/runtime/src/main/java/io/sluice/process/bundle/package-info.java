/**
 * Bundles in memory: class loaders, the workflows in them, and JSON in and out of their types. The
 * threads of executions and the prewarm thread run it.
 */
@NullMarked
package io.sluice.process.bundle;

import org.jspecify.annotations.NullMarked;
