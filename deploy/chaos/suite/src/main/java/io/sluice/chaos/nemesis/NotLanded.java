package io.sluice.chaos.nemesis;

/** Reports a fault without an effect, which fails the run. */
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
