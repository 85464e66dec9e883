/** Statistics of ended executions, counted by hour. */
@NullMarked
package io.sluice.admin.statistics;

import org.jspecify.annotations.NullMarked;
