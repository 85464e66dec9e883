package io.sluice.chaos.nemesis;

/** One fault with all its draws made. Its methods are called in order, once, by one thread. */
public interface Fault {

  /** What it will do, for the schedule. */
  String describe();

  /**
   * Brings it about, and holds it for as long as it lasts.
   *
   * @throws Skipped when something that it needs is not built
   */
  void inject(FaultContext arena) throws Exception;

  /**
   * Shows that it had its effect, in words.
   *
   * @throws NotLanded when it had none
   */
  String proof(FaultContext arena) throws Exception;

  /** Takes it back; called whatever happened before. */
  default void heal(FaultContext arena) throws Exception {}
}
