package io.sluice.orchestrator.supervision;

/** Tells others of the fleet. Called by the supervision loop, which it must not hold up. */
public interface FleetListener {

  /** A process changed its state. */
  void changed(ProcessChange change);

  /** Something in a process did. */
  void changed();
}
