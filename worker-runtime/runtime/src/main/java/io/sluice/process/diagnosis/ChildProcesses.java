package io.sluice.process.diagnosis;

import io.sluice.diagnosis.Blocker;
import io.sluice.diagnosis.CommandLine;
import io.sluice.process.jvmstate.RawField;
import io.sluice.process.jvmstate.RawField.InstanceField;
import io.sluice.process.output.BoundedText;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Finds the child process whose end a thread waits for. The JDK keeps the future of each living
 * child in a table; what waits for it hangs there. Stateless.
 */
@SuppressWarnings("ReferenceEquality") // The identity of an object is what is looked for.
final class ChildProcesses {
  private static final int MAX_COMMAND_BYTES = 160;
  private static final int MAX_EXAMINED = 256;
  private static final @Nullable RawField COMPLETIONS = completions();
  private static final @Nullable InstanceField STACK =
      InstanceField.find("java.util.concurrent.CompletableFuture", "stack");
  private static final @Nullable InstanceField NEXT =
      InstanceField.find("java.util.concurrent.CompletableFuture$Completion", "next");
  private static final @Nullable InstanceField DEPENDENT =
      InstanceField.find("java.util.concurrent.CompletableFuture$UniCompletion", "dep");
  private static final @Nullable InstanceField HANDLER =
      InstanceField.find("java.util.concurrent.CompletableFuture$UniHandle", "fn");
  private static final @Nullable InstanceField CONDITION =
      InstanceField.find("java.lang.ProcessImpl", "condition");

  private ChildProcesses() {}

  private static @Nullable RawField completions() {
    try {
      return RawField.ofStatic("java.lang.ProcessHandleImpl", "completions");
    } catch (ReflectiveOperationException _) {
      return null;
    }
  }

  private static Map<?, ?> living() {
    return COMPLETIONS != null && COMPLETIONS.get() instanceof Map<?, ?> map ? map : Map.of();
  }

  /** Returns the child whose {@code waitFor} waits for this condition; null if it is none. */
  static Blocker.@Nullable Child ofCondition(Object condition) {
    for (var each : living().entrySet()) {
      for (var at = read(STACK, each.getValue()); at != null; at = read(NEXT, at)) {
        var process = RawField.capturedBy(read(HANDLER, at));
        if (process instanceof Process && read(CONDITION, process) == condition) {
          return child(each.getKey());
        }
      }
    }
    return null;
  }

  /** Returns the child of whose end this is a waiting call; null if it is none. */
  static Blocker.@Nullable Child ofFuture(Object signaller) {
    for (var each : living().entrySet()) {
      if (leadsTo(each.getValue(), signaller)) {
        return child(each.getKey());
      }
    }
    return null;
  }

  private static boolean leadsTo(Object future, Object signaller) {
    var open = new ArrayDeque<Object>();
    open.add(future);
    for (int examined = 0; examined < MAX_EXAMINED && !open.isEmpty(); examined++) {
      for (var at = read(STACK, open.poll()); at != null; at = read(NEXT, at)) {
        if (at == signaller) {
          return true;
        }
        if (read(DEPENDENT, at) instanceof CompletableFuture<?> next) {
          open.add(next);
        }
      }
    }
    return false;
  }

  private static @Nullable Object read(@Nullable InstanceField field, @Nullable Object object) {
    return field == null ? null : field.get(object);
  }

  private static Blocker.@Nullable Child child(@Nullable Object pid) {
    return pid instanceof Long number ? of(number) : null;
  }

  /** Returns the process of that id: program and arguments, without what looks like a secret. */
  static Blocker.Child of(long pid) {
    var handle = ProcessHandle.of(pid);
    return new Blocker.Child(
        "java.lang.Process",
        pid,
        handle.map(ChildProcesses::command).orElse(""),
        handle.map(ProcessHandle::isAlive).orElse(false));
  }

  private static String command(ProcessHandle handle) {
    var info = handle.info();
    return BoundedText.of(
        CommandLine.of(info.command().orElse(""), List.of(info.arguments().orElse(new String[0]))),
        MAX_COMMAND_BYTES);
  }
}
