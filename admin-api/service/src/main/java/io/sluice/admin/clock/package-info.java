/** Clocks: the only classes that read the time. Safe on every thread. */
@NullMarked
package io.sluice.admin.clock;

import org.jspecify.annotations.NullMarked;
