/**
 * Tells of every execution that has ended, whoever ended it. Runs on the thread that committed the
 * end.
 */
@NullMarked
package io.sluice.admin.outcome;

import org.jspecify.annotations.NullMarked;
