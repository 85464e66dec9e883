/**
 * Writes what workers report into PostgreSQL, once. One virtual thread for results and one for log
 * lines.
 */
@NullMarked
package io.sluice.admin.recorder;

import org.jspecify.annotations.NullMarked;
