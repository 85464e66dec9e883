package io.sluice.process.jvmstate;

import java.util.Optional;

/** One part of the JVM's shared state. Runs no code of a workflow and takes no lock it can hold. */
interface SharedState {
  /** Compares with the first reading and puts that back; empty if nothing was changed. */
  Optional<StateChange> putBack();
}
