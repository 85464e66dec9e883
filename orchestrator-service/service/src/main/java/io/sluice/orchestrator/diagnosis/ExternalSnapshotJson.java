package io.sluice.orchestrator.diagnosis;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.orchestrator.diagnosis.ThreadDump.DumpedThread;
import io.sluice.orchestrator.process.KernelView;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes an external snapshot as JSON. Pure. */
final class ExternalSnapshotJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ExternalSnapshotJson() {}

  /** Returns the sources that were used and the state in the kernel, without stacks. */
  static ObjectNode of(ExternalSnapshot outside) {
    var tree = NODES.objectNode();
    tree.put("sample", outside.answers().isEmpty() ? "no answer within 2 s" : "answered");
    if (outside.answers().isEmpty()) {
      tree.put("thread_dumps", outside.dumps().size());
    }
    KernelView now = outside.after();
    tree.putObject("process")
        .put("state", now.state())
        .put("cpu_ticks", now.cpuTicks())
        .put("cpu_ticks_between", now.cpuTicks() - outside.before().cpuTicks())
        .put("threads", now.threads());
    tree.set("tasks", tasks(outside));
    return tree;
  }

  private static ArrayNode tasks(ExternalSnapshot outside) {
    Map<Long, Long> before =
        outside.before().tasks().stream()
            .collect(
                Collectors.toMap(KernelView.Task::tid, KernelView.Task::cpuTicks, (one, _) -> one));
    var tasks = NODES.arrayNode();
    for (KernelView.Task task : outside.after().tasks()) {
      tasks
          .addObject()
          .put("tid", task.tid())
          .put("name", task.name())
          .put("state", task.state())
          .put("cpu_ticks", task.cpuTicks())
          .put("cpu_ticks_between", task.cpuTicks() - before.getOrDefault(task.tid(), 0L));
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
