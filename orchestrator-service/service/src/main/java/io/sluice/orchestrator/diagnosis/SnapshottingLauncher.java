package io.sluice.orchestrator.diagnosis;

import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.fleet.KillReason;
import io.sluice.orchestrator.process.KernelView;
import io.sluice.orchestrator.process.LaunchedProcess;
import io.sluice.orchestrator.process.ProcessExit;
import io.sluice.orchestrator.process.ProcessLauncher;
import io.sluice.orchestrator.process.ProcessLauncher.LaunchShape;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Launches processes whose state is collected before they are killed for being unresponsive,
 * because afterwards it is gone. The kill follows within 4 s, and the exit carries the snapshot.
 */
public final class SnapshottingLauncher implements ProcessLauncher {
  private static final Duration SNAPSHOT_TIMEOUT = Duration.ofSeconds(4);

  private final ProcessLauncher launcher;
  private final PreKillSnapshot look;

  public SnapshottingLauncher(ProcessLauncher launcher, PreKillSnapshot look) {
    this.launcher = launcher;
    this.look = look;
  }

  @Override
  public LaunchedProcess launch(long generation, LaunchShape shape, String token, Path socket)
      throws IOException {
    return new Watched(
        launcher.launch(generation, shape, token, socket), new Generation(generation), look);
  }

  /** One process. Safe for use by many threads. */
  private static final class Watched implements LaunchedProcess {
    private final LaunchedProcess process;
    private final Generation generation;
    private final PreKillSnapshot look;
    private final AtomicReference<@Nullable CompletableFuture<Optional<String>>> seen =
        new AtomicReference<>();

    Watched(LaunchedProcess process, Generation generation, PreKillSnapshot look) {
      this.process = process;
      this.generation = generation;
      this.look = look;
    }

    @Override
    public long pid() {
      return process.pid();
    }

    @Override
    public void terminate() {
      process.terminate();
    }

    @Override
    public void kill(KillReason reason) {
      CompletableFuture<Optional<String>> looking = looking(reason);
      if (looking == null) {
        process.kill(reason);
      } else {
        // A repeated kill waits too, and the first reason is kept.
        var _ = looking.thenRun(() -> process.kill(KillReason.SILENT));
      }
    }

    private @Nullable CompletableFuture<Optional<String>> looking(KillReason reason) {
      var mine = new CompletableFuture<Optional<String>>();
      if (reason.kind() == KillReason.Kind.SILENT && seen.compareAndSet(null, mine)) {
        var _ =
            mine.completeOnTimeout(
                Optional.empty(), SNAPSHOT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        Thread.ofVirtual()
            .name("last-look-" + generation)
            .start(() -> mine.complete(look.at(generation, process)));
      }
      return seen.get();
    }

    @Override
    public CompletionStage<ProcessExit> exit() {
      return process.exit().thenApply(this::withWhatWasSeen);
    }

    private ProcessExit withWhatWasSeen(ProcessExit exit) {
      CompletableFuture<Optional<String>> looking = seen.get();
      return looking == null
          ? exit
          : looking.getNow(Optional.empty()).map(exit::lastSeenAs).orElse(exit);
    }

    @Override
    public Optional<String> passedLimit() {
      return process.passedLimit();
    }

    @Override
    public KernelView kernelView() {
      return process.kernelView();
    }

    @Override
    public String threadDump(Duration timeout) {
      return process.threadDump(timeout);
    }
  }
}
