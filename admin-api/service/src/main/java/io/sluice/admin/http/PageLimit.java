package io.sluice.admin.http;

/** Number of items of a page: 1 to 200. */
public final class PageLimit {

  private static final int MAX = 200;

  private PageLimit() {}

  /**
   * Returns the requested number.
   *
   * @throws ProblemException if it is out of range
   */
  public static int checked(int asked) {
    if (asked < 1 || asked > MAX) {
      throw new ProblemException(ProblemType.INVALID.field("limit", "is from 1 to " + MAX));
    }
    return asked;
  }
}
