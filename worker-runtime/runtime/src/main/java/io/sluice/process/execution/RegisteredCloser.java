package io.sluice.process.execution;

import io.sluice.process.output.BoundedText;
import io.sluice.workflow.Closer;

/** A registered closer and its result. */
final class RegisteredCloser implements Runnable {
  private static final int MAX_DESCRIPTION_BYTES = 200;

  private final String description;
  private final Closer closer;
  private volatile String outcome = "not run";

  RegisteredCloser(String description, Closer closer) {
    this.description = BoundedText.of(description, MAX_DESCRIPTION_BYTES);
    this.closer = closer;
  }

  @Override
  public void run() {
    outcome = "has not returned";
    try {
      closer.close();
      outcome = "closed";
    } catch (Throwable thrown) {
      outcome = BoundedText.of("failed with " + thrown.getClass().getName(), MAX_DESCRIPTION_BYTES);
    }
  }

  String description() {
    return description;
  }

  String inWords() {
    return description + ": " + outcome;
  }
}
