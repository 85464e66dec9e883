package io.sluice.process.execution;

import io.sluice.process.jvmstate.StateChange;
import java.util.List;

/**
 * A change of the shared state of the JVM.
 *
 * @param candidates ids of the executions that may have made it
 */
record SharedStateFound(StateChange change, List<String> candidates) {}
