/** How executions ended, counted by hour. */
@NullMarked
package io.sluice.admin.statistics;

import org.jspecify.annotations.NullMarked;
