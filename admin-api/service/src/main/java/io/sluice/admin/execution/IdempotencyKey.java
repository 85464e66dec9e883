package io.sluice.admin.execution;

import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;

/** The header that makes a repeated request harmless. */
final class IdempotencyKey {

  private static final int LONGEST = 200;

  private IdempotencyKey() {}

  static String checked(String key) {
    if (key.isBlank() || key.length() > LONGEST) {
      throw new ProblemException(
          ProblemType.INVALID.field("Idempotency-Key", "has 1 to " + LONGEST + " characters"));
    }
    return key;
  }
}
