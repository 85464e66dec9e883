package io.sluice.admin.execution.retry;

import io.sluice.api.Problem;
import java.util.UUID;

/** The answer to a command to run an execution again. */
public sealed interface Retry {

  /** The execution. */
  UUID id();

  /** It waits again, under a new epoch. */
  record Again(UUID id) implements Retry {}

  /** It stays as it is. */
  record Refused(UUID id, Problem problem) implements Retry {}
}
