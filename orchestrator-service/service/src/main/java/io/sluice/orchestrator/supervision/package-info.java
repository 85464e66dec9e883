/** Loop that owns the fleet, its effects and its reports. All other parts send it events. */
@NullMarked
package io.sluice.orchestrator.supervision;

import org.jspecify.annotations.NullMarked;
