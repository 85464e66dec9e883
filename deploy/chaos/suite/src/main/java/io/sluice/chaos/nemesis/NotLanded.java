package io.sluice.chaos.nemesis;

/** A fault that had no effect: a failed test, not a passed one. */
public final class NotLanded extends Exception {
  private static final long serialVersionUID = 1L;

  NotLanded(String why) {
    super(why);
  }

  static void unless(boolean landed, String why) throws NotLanded {
    if (!landed) {
      throw new NotLanded(why);
    }
  }
}
