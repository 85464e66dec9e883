/**
 * Keeps the tables from growing for ever: moves ended executions to the history, and removes what
 * is older than its retention. Runs on loops of its own, in small transactions.
 */
@NullMarked
package io.sluice.admin.retention;

import org.jspecify.annotations.NullMarked;
