package io.sluice.orchestrator.process;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.sluice.orchestrator.process.ProcessLauncher.LaunchShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Confines processes: limits of the kernel, limits that the worker watches, and the user they run
 * as. One for a worker, because it allocates the users.
 */
public final class Sandbox {
  private static final Logger LOG = Logger.getLogger(Sandbox.class);
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  /**
   * Runs as the user of the process, because the worker itself may have no right to enter the
   * folder.
   */
  private static final String ENTER = "cd \"$1\" && shift && exec \"$@\"";

  private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

  private final int openFiles;
  private final int maxThreads;
  private final int maxChildren;
  private final int maxMemoryPercent;
  private final Optional<RunAs> runAs;
  private final boolean ownGroup = Files.isExecutable(SETSID);
  private final boolean limited = Files.isExecutable(PRLIMIT);

  private Sandbox(LaunchConfig config, Optional<RunAs> runAs) {
    this.openFiles = config.openFiles();
    this.maxThreads = config.mostThreads();
    this.maxChildren = config.mostChildren();
    this.maxMemoryPercent = config.mostMemoryPercent();
    this.runAs = runAs;
  }

  /**
   * Opens the folders to the users of processes, and tests switching to them.
   *
   * @throws ConfigurationException if the worker cannot switch to them
   */
  public static Sandbox of(LaunchConfig config, LaunchFolders folders) throws IOException {
    Optional<RunAs> runAs = config.runAs().map(RunAs::of);
    var sandbox = new Sandbox(config, runAs);
    if (!sandbox.limited) {
      LOG.warnf("%s is missing: processes may open as many files as this worker.", PRLIMIT);
    }
    if (runAs.isPresent()) {
      sandbox.open(runAs.get(), config, folders);
    }
    return sandbox;
  }

  private void open(RunAs users, LaunchConfig config, LaunchFolders folders) throws IOException {
    Path java = ProcessJdk.of(config).java();
    try {
      users.letThrough(folders.state());
      users.letThrough(folders.own());
      users.letThrough(folders.processes());
    } catch (IOException e) {
      throw users.cannotSwitch(e.toString());
    }
    users.prove(List.of(java, folders.classPath().getFirst(), folders.processes()));
  }

  boolean ownGroup() {
    return ownGroup;
  }

  /**
   * Takes a user for one more process, empty if it is the one of the worker; it must be given back.
   */
  Optional<ProcessUser> takeUser(Path socket) throws IOException {
    if (runAs.isEmpty()) {
      return Optional.empty();
    }
    runAs.get().letConnect(socket);
    return Optional.of(runAs.get().take());
  }

  void giveBack(Optional<ProcessUser> user) {
    runAs.ifPresent(users -> user.ifPresent(users::giveBack));
  }

  ProcessLimits limits(LaunchSpec spec, LaunchShape shape) {
    return new ProcessLimits(
        maxThreads, maxChildren, spec.memory().totalMb(shape.slots()), maxMemoryPercent);
  }

  /**
   * Wraps a command in limits, the user and directory of the folder, and a session of its own; its
   * pid stays the same.
   */
  List<String> wrap(List<String> command, ProcessFolder folder) {
    Optional<ProcessUser> user = folder.user();
    var wrapped = new ArrayList<String>();
    if (limited) {
      wrapped.add(PRLIMIT.toString());
      wrapped.add("--nofile=" + openFiles + ":" + openFiles);
      user.filter(ProcessUser::exclusive).ifPresent(_ -> wrapped.add(maxTasks()));
    }
    user.ifPresent(
        as -> {
          wrapped.addAll(as.prefix());
          wrapped.addAll(List.of("/bin/sh", "-c", ENTER, "sh", folder.directory().toString()));
        });
    if (ownGroup) {
      wrapped.add(SETSID.toString());
    }
    wrapped.addAll(command);
    return wrapped;
  }

  /**
   * Returns the limit of tasks. The kernel counts threads and processes of a user together. Twice
   * the number that leads to a hand-over, because the JVM itself fails at this limit.
   */
  private String maxTasks() {
    int most = 2 * (maxThreads + maxChildren);
    return "--nproc=" + most + ":" + most;
  }
}
