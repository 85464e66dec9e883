/** The only place that reads the time. Safe on every thread. */
@NullMarked
package io.sluice.admin.clock;

import org.jspecify.annotations.NullMarked;
