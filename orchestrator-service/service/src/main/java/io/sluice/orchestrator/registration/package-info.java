/** Registers this worker in Redis and ships its log lines, on threads of their own. */
@NullMarked
package io.sluice.orchestrator.registration;

import org.jspecify.annotations.NullMarked;
