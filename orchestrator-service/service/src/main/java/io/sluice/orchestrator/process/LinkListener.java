package io.sluice.orchestrator.process;

import io.sluice.orchestrator.fleet.Generation;
import io.sluice.protocol.Completed;
import io.sluice.protocol.LogLines;
import io.sluice.protocol.Progress;
import io.sluice.protocol.Ready;
import io.sluice.protocol.Spans;
import io.sluice.protocol.Stats;
import io.sluice.protocol.Stuck;
import org.jspecify.annotations.Nullable;

/**
 * Listener for the messages of processes. Called by the threads of gRPC, in order for each process;
 * must not block.
 */
public interface LinkListener {

  /** Called after an accepted Hello. */
  void connected(ProcessLink link);

  void ready(Generation generation, Ready ready);

  void progress(Generation generation, Progress progress);

  void log(Generation generation, LogLines log);

  /** Spans of an execution that is about to be reported as ended. */
  void spans(Generation generation, Spans spans);

  void completed(Generation generation, Completed completed);

  void stuck(Generation generation, Stuck stuck);

  void drained(Generation generation);

  void stats(Generation generation, Stats stats);

  /**
   * Called once for each connected process, when its stream has ended from either side.
   *
   * @param breach violation of the protocol by the process, as a sentence; null if there was none
   */
  void closed(Generation generation, @Nullable String breach);
}
