package io.sluice.process.jvmstate;

import java.util.Optional;

/**
 * Part of the shared state of the JVM. Runs no code of a workflow and takes no lock that one can
 * hold.
 */
interface SharedState {
  /** Compares with the first reading and restores that; empty if nothing was changed. */
  Optional<StateChange> putBack();
}
