package io.sluice.local;

import io.sluice.local.child.Child;
import io.sluice.local.child.Child.ChildRole;
import io.sluice.local.child.Child.LogCap;
import io.sluice.local.child.StartFailed;
import io.sluice.local.port.Port;
import io.sluice.local.service.Layout;
import io.sluice.local.state.EndpointsLocation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/**
 * {@code deploy/local/up}: starts the whole system, prints its addresses, and stops it on a signal.
 */
@Command(
    name = "up",
    sortOptions = false,
    description = "Starts all of Sluice on this machine, for this terminal's time. Ctrl-C ends it.")
public final class Up implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int WRONG_OPTIONS = 2;
  private static final int FORCED = 130;
  private static final Pattern WORKER_SETTING = Pattern.compile("(\\d{1,3}):(\\w+)=(.*)");
  private static final Duration LOOK = Duration.ofSeconds(2);

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this and exit")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "1",
      description = "workers, 0 to 16 (default: 1)")
  private int workers;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      arity = "0..1",
      fallbackValue = "",
      description = "data survives in DIR (default when no DIR is named: ~/.local/state/sluice)")
  private @Nullable String keep;

  @Option(
      names = "--endpoints",
      paramLabel = "FILE",
      description = "write addresses and credentials there as JSON; removed at the end")
  private @Nullable Path endpoints;

  @Option(
      names = "--bundle",
      paramLabel = "JAR",
      description = "register this bundle too; may be repeated")
  private List<Path> bundles = new ArrayList<>();

  @Option(
      names = "--worker-setting",
      paramLabel = "N:NAME=VALUE",
      description = "a variable of the worker with this number, from 1; may be repeated")
  private List<String> workerSettings = new ArrayList<>();

  private final Map<Port, Integer> ports = new EnumMap<>(Port.class);
  private final PrintStream out;
  private final CompletableFuture<@Nullable Void> stopped = new CompletableFuture<>();
  private volatile boolean forced;
  private final AtomicReference<@Nullable LocalSystem> system = new AtomicReference<>();

  Up(PrintStream out) {
    this.out = out;
  }

  /** Ends the JVM with 0 after a normal end, 1 after a failure, 2 for wrong options. */
  public static void main(String[] arguments) {
    var up = new Up(System.out);
    ShutdownSignals.handle(up::signalled);
    var code = up.commandLine().execute(arguments);
    up.awaitForce();
    System.exit(code);
  }

  CommandLine commandLine() {
    var spec = CommandSpec.forAnnotatedObject(this);
    for (var port : Port.values()) {
      spec.addOption(portOption(port));
    }
    return new CommandLine(spec)
        .setExecutionExceptionHandler((failure, _, _) -> explain(failure))
        .setExecutionStrategy(
            parsed -> {
              for (var port : Port.values()) {
                parsed.<Integer>matchedOptionValue(port.option(), 0);
                if (parsed.hasMatchedOption(port.option())) {
                  ports.put(port, parsed.matchedOptionValue(port.option(), port.usual()));
                }
              }
              return new CommandLine.RunLast().execute(parsed);
            });
  }

  private static CommandLine.Model.OptionSpec portOption(Port port) {
    return CommandLine.Model.OptionSpec.builder(port.option())
        .type(Integer.class)
        .paramLabel("PORT")
        .description("default: " + port.usual() + ", or a free one when that is taken")
        .build();
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var progress = new Progress(out);
    try (var running = LocalSystem.prepare(options(), Layout.here(), progress)) {
      system.set(running);
      return run(running, progress);
    }
  }

  /** Prints the failure before the shutdown, which may take a while. */
  private int run(LocalSystem running, Progress progress) throws InterruptedException {
    try {
      start(running);
      return stopped.isDone() ? 0 : watch(running, progress);
    } catch (IOException failure) {
      return explain(failure);
    }
  }

  /** Starts the system on another thread, so that this one receives signals meanwhile. */
  private void start(LocalSystem running) throws IOException {
    var started = new CompletableFuture<Void>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                running.start();
                started.complete(null);
              } catch (Exception failed) {
                started.completeExceptionally(failed);
              }
            });
    try {
      CompletableFuture.anyOf(started, stopped).join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof IOException known
          ? known
          : new IOException("The start failed: " + failed.getCause(), failed);
    }
    if (!stopped.isDone()) {
      announce(running);
    }
  }

  private int watch(LocalSystem running, Progress progress)
      throws IOException, InterruptedException {
    while (!stoppedWithin(LOOK)) {
      for (var child : running.children()) {
        LogCap.apply(child.log());
        if (!child.isAlive()) {
          lost(running, child, progress);
        }
      }
    }
    return 0;
  }

  private boolean stoppedWithin(Duration time) throws InterruptedException {
    try {
      stopped.get(time.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException goesOn) {
      return false;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("nobody fails this future", impossible);
    }
  }

  private static void lost(LocalSystem running, Child child, Progress progress) throws IOException {
    var sentence = child.name() + " " + child.end();
    if (child.role() != ChildRole.WORKER) {
      throw new StartFailed(sentence + ": nothing works without it", child);
    }
    progress.say(sentence + "; the rest goes on. The end of its log:");
    child.lastLines(10).forEach(line -> progress.say("  " + line));
    running.forget(child);
  }

  private void announce(LocalSystem running) {
    var at = running.endpoints();
    out.printf("%nadmin-api        %s%n", at.adminApi());
    out.printf("diagnostics-web  %s%n", at.diagnosticsWeb());
    at.workers().forEach(worker -> out.printf("worker           %s (management)%n", worker));
    out.printf("PostgreSQL       %s%n", at.postgresUrl());
    out.printf("Redis            %s%n", at.redisUrl());
    out.printf("logs             %s%n", running.folder().resolve("logs"));
    out.printf("administrator    %s, password %s%n", at.username(), at.password());
    out.printf("API token        %s%n", at.token());
    out.printf("%nREADY%n");
    out.flush();
  }

  private int explain(Exception failure) {
    if (failure instanceof StartFailed failed) {
      failed.lastLines().forEach(line -> out.println("    | " + line));
    }
    var expected = failure instanceof IOException || failure instanceof IllegalArgumentException;
    out.println(expected ? failure.getMessage() : "up failed: " + failure);
    out.flush();
    return failure instanceof IllegalArgumentException ? WRONG_OPTIONS : FAILED;
  }

  /** Handles a signal: the first one stops the system in order, the second one at once. */
  private void signalled(String name) {
    if (!stopped.complete(null)) {
      force(name);
    }
  }

  /** Waits for the thread that stops at once, which sets its own exit code. */
  private void awaitForce() {
    if (forced) {
      new CompletableFuture<Void>().join();
    }
  }

  private void force(String name) {
    forced = true;
    out.println(name + " again: ending everything at once");
    try {
      var running = system.get();
      if (running != null) {
        running.abort();
      }
    } catch (IOException leftover) {
      out.println("Not everything could be removed: " + leftover.getMessage());
    }
    Runtime.getRuntime().halt(FORCED);
  }

  private LocalOptions options() throws IOException {
    var files = new ArrayList<Path>();
    if (endpoints != null) {
      files.add(endpoints.toAbsolutePath());
    }
    files.add(EndpointsLocation.ofThisUser());
    return new LocalOptions(
        workers, kept(), ports, files, bundles, Map.of(), singleWorkers(workerSettings));
  }

  private static Map<Integer, Map<String, String>> singleWorkers(List<String> settings) {
    var single = new TreeMap<Integer, Map<String, String>>();
    for (String setting : settings) {
      var parts = WORKER_SETTING.matcher(setting);
      if (!parts.matches()) {
        throw new IllegalArgumentException(
            "--worker-setting is %s; it must be like 2:USE_THREAD_WORKERS=true".formatted(setting));
      }
      single
          .computeIfAbsent(Integer.valueOf(parts.group(1)), _ -> new TreeMap<>())
          .put(parts.group(2), parts.group(3));
    }
    return single;
  }

  private Optional<Path> kept() throws IOException {
    if (keep == null) {
      return Optional.empty();
    }
    var folder =
        keep.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".local/state/sluice")
            : Path.of(keep);
    Files.createDirectories(folder);
    return Optional.of(folder);
  }
}
