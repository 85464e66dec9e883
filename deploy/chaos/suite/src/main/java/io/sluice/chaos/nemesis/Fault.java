package io.sluice.chaos.nemesis;

/**
 * One fault with fixed random parameters. Its methods are called in order, once, by one thread.
 */
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
}
