/**
 * The one loop that owns the fleet, what it sets in motion, and what it tells. Everything else
 * sends it events.
 */
@NullMarked
package io.sluice.orchestrator.supervision;

import org.jspecify.annotations.NullMarked;
