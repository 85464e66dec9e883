package io.sluice.admin.execution.submit;

import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;

/** Checks the header that makes a repeated request harmless. */
public final class IdempotencyKey {

  private static final int MAX_LENGTH = 200;

  private IdempotencyKey() {}

  public static String checked(String key) {
    if (key.isBlank() || key.length() > MAX_LENGTH) {
      throw new ProblemException(
          ProblemType.INVALID.field("Idempotency-Key", "has 1 to " + MAX_LENGTH + " characters"));
    }
    return key;
  }
}
