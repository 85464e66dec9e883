/** Commands to this worker, read and answered on a thread of its own. */
@NullMarked
package io.sluice.orchestrator.command;

import org.jspecify.annotations.NullMarked;
