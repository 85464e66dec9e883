/** Logs, counts and publishes every ended execution. Runs on the thread that committed the end. */
@NullMarked
package io.sluice.admin.outcome;

import org.jspecify.annotations.NullMarked;
