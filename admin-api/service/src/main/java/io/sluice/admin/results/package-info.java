/**
 * Writes what workers report into PostgreSQL, once, and the statistics of it. One virtual thread
 * for results and one for log lines.
 */
@NullMarked
package io.sluice.admin.results;

import org.jspecify.annotations.NullMarked;
