package io.sluice.orchestrator.link;

import io.sluice.orchestrator.fleet.Generation;
import io.sluice.protocol.Completed;
import io.sluice.protocol.LogLines;
import io.sluice.protocol.Progress;
import io.sluice.protocol.Ready;
import io.sluice.protocol.Stats;
import io.sluice.protocol.Stuck;
import org.jspecify.annotations.Nullable;

/** What a process says. Called by gRPC's threads, in order for each process; must not block. */
public interface LinkListener {

  /** Hello was accepted. */
  void connected(ProcessLink link);

  void ready(Generation generation, Ready ready);

  void progress(Generation generation, Progress progress);

  void log(Generation generation, LogLines log);

  void completed(Generation generation, Completed completed);

  void stuck(Generation generation, Stuck stuck);

  void drained(Generation generation);

  void stats(Generation generation, Stats stats);

  /**
   * The stream ended, whoever ended it. Called once for each that was connected.
   *
   * @param breach what its process did against the protocol, in a sentence; null when it did not
   */
  void closed(Generation generation, @Nullable String breach);
}
