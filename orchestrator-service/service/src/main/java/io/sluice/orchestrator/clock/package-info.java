/** Clocks, the only classes that read the time. Safe for every thread. */
@NullMarked
package io.sluice.orchestrator.clock;

import org.jspecify.annotations.NullMarked;
