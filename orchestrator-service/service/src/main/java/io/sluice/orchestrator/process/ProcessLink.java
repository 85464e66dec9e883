package io.sluice.orchestrator.process;

import io.sluice.orchestrator.fleet.Generation;
import io.sluice.protocol.CancelReason;
import io.sluice.queue.Attempt;
import io.sluice.queue.ClaimedExecution;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Sends messages to one process. Safe for use by many threads; a message to a closed link is
 * dropped.
 */
public interface ProcessLink {

  Generation generation();

  /** Returns its pid, a label for people. */
  long pid();

  /**
   * Loads bundles. The first message requests the start check: bundles, then a no-op through each
   * slot, then Ready.
   *
   * @param bundles path by SHA-256
   */
  void prewarm(Map<String, Path> bundles);

  void execute(ClaimedExecution execution, Path bundle);

  /** Starts the cancel ladder of one execution. */
  void cancel(Attempt attempt, CancelReason reason);

  /**
   * Requests stack samples: answered by statistics with a dossier for each attempt in the process.
   */
  void sample(List<Attempt> attempts);

  /** Requests Drained and exit as soon as only stuck executions, or none, are left. */
  void drain();

  /** Requests an orderly exit. */
  void shutdown(Duration limit);

  void ping(long sequence, Duration silenceAllowed);

  /** Returns the sequence of the last Ping that was sent; 0 before the first. */
  long lastPing();

  /** Ends the link after a violation of the protocol. */
  void close();
}
