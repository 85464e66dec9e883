package io.sluice.orchestrator.diagnosis;

import io.sluice.orchestrator.process.KernelView;
import java.util.List;

/**
 * Evidence that the orchestrator collected from a process that did not report in time.
 *
 * @param answers dossiers that the process sent after all, as JSON; with them nothing else was
 *     collected
 * @param before state in the kernel at the beginning
 * @param after state in the kernel at the end
 * @param dumps thread dumps, oldest first; empty if the JVM printed none
 */
record ExternalSnapshot(
    List<String> answers, KernelView before, KernelView after, List<ThreadDump> dumps) {
  static final ExternalSnapshot NOTHING =
      new ExternalSnapshot(List.of(), KernelView.NONE, KernelView.NONE, List.of());
}
