/** Registers this worker in Redis, on a thread of its own. */
@NullMarked
package io.sluice.orchestrator.registration;

import org.jspecify.annotations.NullMarked;
