package io.sluice.orchestrator.link;

import io.sluice.orchestrator.fleet.Generation;
import io.sluice.protocol.CancelReason;
import io.sluice.queue.Attempt;
import io.sluice.queue.ClaimedExecution;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What can be said to one process. Safe for use by many threads; saying something to a closed link
 * does nothing.
 */
public interface ProcessLink {

  Generation generation();

  /** Label for people. */
  long pid();

  /**
   * Loads bundles. The first one asks for the proof: bundles, then a no-op through each slot, then
   * Ready.
   *
   * @param bundles path by SHA-256
   */
  void prewarm(Map<String, Path> bundles);

  void execute(ClaimedExecution execution, Path bundle);

  /** Starts the cancel ladder of one execution. */
  void cancel(Attempt attempt, CancelReason reason);

  /** Takes stack samples: answered by statistics with a dossier for each attempt that is there. */
  void sample(List<Attempt> attempts);

  /** No more work; Drained and exit when only stuck executions, or none, are left. */
  void drain();

  /** Exit now, in order. */
  void shutdown(Duration limit);

  void ping(long sequence, Duration silenceAllowed);

  /** The sequence of the last Ping that was sent; 0 before the first. */
  long lastPing();

  /** Ends the link after a breach of the protocol. */
  void close();
}
