package io.sluice.chaos.nemesis;

/** One fault with fixed random parameters. Its methods are called in order, once, by one thread. */
public interface Fault {

  /** Describes the effect, for the schedule. */
  String describe();

  /**
   * Injects the fault, and keeps it for its duration.
   *
   * @throws Skipped when something that it needs is not built
   */
  void inject(FaultContext context) throws Exception;

  /**
   * Proves its effect in words.
   *
   * @throws NotLanded when it had none
   */
  String proof(FaultContext context) throws Exception;

  /** Undoes the fault; always called. */
  default void heal(FaultContext context) throws Exception {}

  /** Reports a fault without an effect, which fails the run. */
  public static final class NotLanded extends Exception {
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

  /** A fault that cannot be played here, with the reason. */
  public static final class Skipped extends Exception {
    private static final long serialVersionUID = 1L;

    Skipped(String reason) {
      super(reason);
    }
  }
}
