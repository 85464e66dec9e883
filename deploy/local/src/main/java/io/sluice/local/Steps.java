package io.sluice.local;

import io.sluice.local.child.StartFailed;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Runs the steps of a start in parallel on virtual threads. The first failure is reported. */
final class Steps implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CompletableFuture<Void> firstFailure = new CompletableFuture<>();

  /** Runs a step; a later one may join it inside its own. */
  <T> CompletableFuture<T> run(Callable<T> step) {
    var result = new CompletableFuture<T>();
    threads.execute(
        () -> {
          try {
            result.complete(step.call());
          } catch (Exception failed) {
            // Whoever waits for this step fails too, but later: so the first failure is the cause.
            firstFailure.completeExceptionally(failed);
            result.completeExceptionally(failed);
          }
        });
    return result;
  }

  /** Waits until all have ended well, or throws what failed first without waiting for the rest. */
  void await(CompletableFuture<?>... steps) throws IOException, InterruptedException {
    try {
      CompletableFuture.anyOf(firstFailure, CompletableFuture.allOf(steps)).join();
    } catch (CompletionException failed) {
      switch (failed.getCause()) {
        case IOException known -> throw known;
        case InterruptedException interrupted -> throw interrupted;
        case null, default ->
            throw new StartFailed("A step of the start failed: " + failed.getCause());
      }
    }
  }

  /** Interrupts what still runs. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      threads.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
