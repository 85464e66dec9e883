package io.sluice.orchestrator.process;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.protocol.Completed;
import io.sluice.protocol.LogLines;
import io.sluice.protocol.Progress;
import io.sluice.protocol.Ready;
import io.sluice.protocol.Spans;
import io.sluice.protocol.Stats;
import io.sluice.protocol.Stuck;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes the class-data archive of the processes beside their jars while an image is built, whose
 * file system is read-only later. Reads the settings of {@link LaunchConfig} and needs no Redis.
 */
public final class TrainArchive {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(5);

  private TrainArchive() {}

  /** Ends with an exception, and so with an exit code above 0, if no archive was written. */
  public static void main(String[] args) throws IOException, InterruptedException {
    LaunchConfig config =
        new SmallRyeConfigBuilder()
            .addDefaultSources()
            .withMapping(LaunchConfig.class)
            .build()
            .getConfigMapping(LaunchConfig.class);
    LaunchFolders folders = LaunchFolders.prepare(config, "image-training");
    try {
      train(config, folders);
    } finally {
      folders.remove();
    }
  }

  private static void train(LaunchConfig config, LaunchFolders folders)
      throws IOException, InterruptedException {
    Path runtime = config.runtimeFolder().toAbsolutePath().normalize();
    Path archive =
        ClassDataArchive.fileFor(runtime, folders.classPath(), ProcessJdk.of(config).version());
    LaunchSpec usual = folders.spec(config, SHUTDOWN_TIMEOUT, SHUTDOWN_TIMEOUT);
    var spec =
        new LaunchSpec(
            usual.java(),
            usual.classPath(),
            usual.memory(),
            Optional.of(archive),
            usual.cancelGrace(),
            usual.graceful(),
            usual.executionThreads());
    var trainer =
        new JvmProcessLauncher(
            spec, folders.processes(), "image-training", true, Sandbox.of(config, folders));
    try (var links =
        new ProcessLinkServer(folders.socket(), new EndsWhenReady(), new SimpleMeterRegistry())) {
      links.start();
      String token = links.issueToken(new Generation(ClassDataArchive.TRAINING_GENERATION));
      ClassDataArchive.train(archive, trainer, token, links.socket(), TIMEOUT);
    }
    if (!Files.isRegularFile(archive)) {
      throw new IOException("No class-data archive was written: " + archive);
    }
  }

  /** Ends the process in order as soon as it is ready. Called by the threads of gRPC. */
  private static final class EndsWhenReady implements LinkListener {
    private volatile @Nullable ProcessLink link;

    @Override
    public void connected(ProcessLink connected) {
      link = connected;
      connected.prewarm(Map.of());
      // No other ping follows, and on a slow machine the process would take that for an end.
      connected.ping(1, TIMEOUT);
    }

    @Override
    public void ready(Generation generation, Ready ready) {
      ProcessLink trained = link;
      if (trained != null) {
        trained.shutdown(SHUTDOWN_TIMEOUT);
      }
    }

    @Override
    public void progress(Generation generation, Progress progress) {}

    @Override
    public void log(Generation generation, LogLines log) {}

    @Override
    public void spans(Generation generation, Spans spans) {}

    @Override
    public void completed(Generation generation, Completed completed) {}

    @Override
    public void stuck(Generation generation, Stuck stuck) {}

    @Override
    public void drained(Generation generation) {}

    @Override
    public void stats(Generation generation, Stats stats) {}

    @Override
    public void closed(Generation generation, @Nullable String breach) {}
  }
}
