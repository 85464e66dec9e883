/**
 * Bulk operations on all executions that a filter matches: kept as rows, carried out by one loop.
 */
@NullMarked
package io.sluice.admin.bulk;

import org.jspecify.annotations.NullMarked;
