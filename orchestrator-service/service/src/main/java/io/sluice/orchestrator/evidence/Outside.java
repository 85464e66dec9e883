package io.sluice.orchestrator.evidence;

import io.sluice.orchestrator.launch.KernelView;
import java.util.List;

/**
 * What was seen of a process that did not report in time.
 *
 * @param answers the dossiers that it sent after all, as JSON; with them nothing else was asked
 * @param before what the kernel showed first
 * @param after what it showed at the end
 * @param dumps of its threads, oldest first; none when it gave none
 */
record Outside(List<String> answers, KernelView before, KernelView after, List<ThreadDump> dumps) {
  static final Outside NOTHING =
      new Outside(List.of(), KernelView.NONE, KernelView.NONE, List.of());
}
