package io.sluice.orchestrator.supervision;

/** Listener for changes of the fleet. Called by the supervision loop, which it must not block. */
public interface FleetListener {

  /** Called when a process has changed its state. */
  void changed(ProcessChange change);

  /** Called when something in a process has changed. */
  void changed();
}
