/** Sends the log lines of this worker to the stream in which those of all services are shown. */
@NullMarked
package io.sluice.orchestrator.systemlog;

import org.jspecify.annotations.NullMarked;
