package io.sluice.process.execution;

import io.sluice.workflow.Closer;

/** One closer and what came of it. */
final class RegisteredCloser implements Runnable {
  private static final int LONGEST_DESCRIPTION = 200;

  private final String description;
  private final Closer closer;
  private volatile String outcome = "not run";

  RegisteredCloser(String description, Closer closer) {
    this.description =
        description.length() <= LONGEST_DESCRIPTION
            ? description
            : description.substring(0, LONGEST_DESCRIPTION) + "…";
    this.closer = closer;
  }

  @Override
  public void run() {
    outcome = "has not returned";
    try {
      closer.close();
      outcome = "closed";
    } catch (Throwable thrown) {
      outcome = "failed with " + thrown.getClass().getName();
    }
  }

  String description() {
    return description;
  }

  String inWords() {
    return description + ": " + outcome;
  }
}
