/** Orders for all executions that a filter fits: kept as rows, carried out by one loop. */
@NullMarked
package io.sluice.admin.bulk;

import org.jspecify.annotations.NullMarked;
