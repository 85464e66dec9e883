package io.sluice.admin.problem;

/** How many items a page may have: 1 to 200. */
public final class PageLimit {

  private static final int MOST = 200;

  private PageLimit() {}

  /**
   * Answers it.
   *
   * @throws ProblemException when it is out of range
   */
  public static int checked(int asked) {
    if (asked < 1 || asked > MOST) {
      throw new ProblemException(ProblemType.INVALID.field("limit", "is from 1 to " + MOST));
    }
    return asked;
  }
}
