/** Sends this worker's own log lines to where people read those of all services. */
@NullMarked
package io.sluice.orchestrator.systemlog;

import org.jspecify.annotations.NullMarked;
