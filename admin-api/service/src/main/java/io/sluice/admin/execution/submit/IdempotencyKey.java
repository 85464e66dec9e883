package io.sluice.admin.execution.submit;

import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import org.jspecify.annotations.Nullable;

/** Checks the header that makes a repeated request harmless. Pure. */
public final class IdempotencyKey {

  private static final int MAX_LENGTH = 200;

  private IdempotencyKey() {}

  /**
   * Returns the key, or null if there is none.
   *
   * @throws ProblemException if it is blank or too long
   */
  public static @Nullable String checked(@Nullable String key) {
    if (key != null && (key.isBlank() || key.length() > MAX_LENGTH)) {
      throw new ProblemException(
          ProblemType.INVALID.field("Idempotency-Key", "has 1 to " + MAX_LENGTH + " characters"));
    }
    return key;
  }
}
