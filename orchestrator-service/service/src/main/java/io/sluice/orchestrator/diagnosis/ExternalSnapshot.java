package io.sluice.orchestrator.diagnosis;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.diagnosis.StuckClassifier;
import io.sluice.diagnosis.ThreadSample;
import io.sluice.diagnosis.Verdict;
import io.sluice.orchestrator.diagnosis.ThreadDump.DumpedThread;
import io.sluice.orchestrator.process.KernelView;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Evidence that the orchestrator collected from a process that did not report in time. Pure.
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
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Returns the thread of an execution in each dump, oldest first. */
  List<DumpedThread> threadsOf(String executionId) {
    return dumps.stream()
        .flatMap(dump -> dump.named(ThreadDump.EXECUTION + executionId).stream())
        .toList();
  }

  /** Classifies the thread of an execution by the dumps. */
  Verdict verdict(String executionId) {
    if (after.isStopped()) {
      return Verdict.unknown("its process is stopped (state " + after.state() + ")");
    }
    List<ThreadSample> samples =
        dumps.stream()
            .flatMap(dump -> dump.sample(ThreadDump.EXECUTION + executionId).stream())
            .toList();
    if (samples.isEmpty()) {
      return Verdict.unknown("its process does not answer and printed no stack of it");
    }
    List<String> deadlock = dumps.getLast().deadlock();
    return StuckClassifier.classify(
        samples,
        null,
        deadlock.contains(ThreadDump.EXECUTION + executionId) ? deadlock : List.of(),
        List.of());
  }

  /** Returns the sources that were used and the state in the kernel, without stacks. */
  ObjectNode json() {
    var tree = NODES.objectNode();
    tree.put("sample", answers.isEmpty() ? "no answer within 2 s" : "answered");
    if (answers.isEmpty()) {
      tree.put("thread_dumps", dumps.size());
    }
    tree.putObject("process")
        .put("state", after.state())
        .put("cpu_ticks", after.cpuTicks())
        .put("cpu_ticks_between", after.cpuTicks() - before.cpuTicks())
        .put("threads", after.threads());
    tree.set("tasks", tasks());
    return tree;
  }

  private ArrayNode tasks() {
    Map<Long, Long> ticksBefore =
        before.tasks().stream()
            .collect(
                Collectors.toMap(KernelView.Task::tid, KernelView.Task::cpuTicks, (one, _) -> one));
    var tasks = NODES.arrayNode();
    for (KernelView.Task task : after.tasks()) {
      tasks
          .addObject()
          .put("tid", task.tid())
          .put("name", task.name())
          .put("state", task.state())
          .put("cpu_ticks", task.cpuTicks())
          .put("cpu_ticks_between", task.cpuTicks() - ticksBefore.getOrDefault(task.tid(), 0L));
    }
    return tasks;
  }

  /** Returns the stacks, with at most {@code depth} frames each. */
  static ArrayNode stacks(List<DumpedThread> threads, int depth) {
    var stacks = NODES.arrayNode();
    for (DumpedThread thread : threads) {
      ObjectNode node =
          stacks
              .addObject()
              .put("thread", thread.name())
              .put("tid", thread.tid())
              .put("state", thread.state())
              .put("cpu_ms", Math.round(thread.cpuMs()))
              .put("lock", thread.waitsFor());
      ArrayNode stack = node.putArray("stack");
      thread.frames().stream().limit(depth).forEach(stack::add);
    }
    return stacks;
  }
}
