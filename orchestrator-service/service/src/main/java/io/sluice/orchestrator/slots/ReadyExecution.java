package io.sluice.orchestrator.slots;

import io.sluice.queue.ClaimedExecution;
import java.nio.file.Path;

/**
 * An execution that may run as soon as a slot is free: its start is granted and its bundle is on
 * disk.
 */
public record ReadyExecution(ClaimedExecution execution, Path bundle) {}
