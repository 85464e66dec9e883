/** Time: the only place that reads it. Safe for every thread. */
@NullMarked
package io.sluice.orchestrator.clock;

import org.jspecify.annotations.NullMarked;
