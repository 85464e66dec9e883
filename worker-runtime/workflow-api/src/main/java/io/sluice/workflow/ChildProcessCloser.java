package io.sluice.workflow;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Ends a child process and its descendants: terminates them, and kills the remaining ones after one
 * second.
 */
record ChildProcessCloser(Process child) implements Closer {
  private static final long TIMEOUT_SECONDS = 1;

  @Override
  public void close() throws InterruptedException {
    var asked = family();
    asked.forEach(ProcessHandle::destroy);
    if (!haveEnded(asked)) {
      // Processes started meanwhile are in the second list only, orphans in the first one only.
      Stream.concat(family().stream(), asked.stream()).forEach(ProcessHandle::destroyForcibly);
    }
  }

  /**
   * Returns the child and its descendants. Call it while the child lives, because its children get
   * another parent when it ends.
   */
  private List<ProcessHandle> family() {
    return Stream.concat(Stream.of(child.toHandle()), child.descendants()).toList();
  }

  private static boolean haveEnded(List<ProcessHandle> family) throws InterruptedException {
    var ends = family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(ends).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException | ExecutionException _) {
      return false;
    }
  }
}
