package io.sluice.orchestrator.process;

import io.sluice.orchestrator.process.ProcessLauncher.LaunchShape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/** Starts JVMs as children of this one. Safe for use by many threads. */
public final class JvmProcessLauncher implements ProcessLauncher {
  private static final Logger LOG = Logger.getLogger(JvmProcessLauncher.class);
  private static final Logger RAW = Logger.getLogger(RawOutput.LOGGER);
  private static final String MARK = "SLUICE_GENERATION";
  private static final List<String> PASSED_ON = List.of("PATH", "LANG", "TZ", "HOME");

  private final LaunchSpec spec;
  private final Path directories;
  private final String worker;
  private final boolean training;
  private final Sandbox sandbox;
  private final OomKills oomKills = OomKills.ofThisContainer();

  /**
   * @param directories contains one directory for each process
   * @param worker marks the environment of processes, so that a process that left the tree can be
   *     identified
   * @param training true if its processes write the class-data archive when they exit; they run as
   *     the user of the worker, because all others trust the archive
   */
  public JvmProcessLauncher(
      LaunchSpec spec, Path directories, String worker, boolean training, Sandbox sandbox) {
    this.spec = spec;
    this.directories = directories;
    this.worker = worker;
    this.training = training;
    this.sandbox = sandbox;
  }

  @Override
  public LaunchedProcess launch(long generation, LaunchShape shape, String token, Path socket)
      throws IOException {
    Optional<ProcessUser> user = training ? Optional.empty() : sandbox.takeUser(socket);
    var folder = new ProcessFolder(directories.resolve(Long.toString(generation)), user);
    try {
      return start(folder, generation, shape, token, socket);
    } catch (IOException | RuntimeException | Error e) {
      folder.reclaim();
      folder.remove();
      sandbox.giveBack(user);
      throw e;
    }
  }

  private LaunchedProcess start(
      ProcessFolder folder, long generation, LaunchShape shape, String token, Path socket)
      throws IOException {
    folder.create();
    String mark = worker + "/" + generation;
    var command = spec.command(folder.directory(), socket, generation, shape, training);
    var builder = new ProcessBuilder(sandbox.wrap(command, folder));
    if (folder.user().isEmpty()) {
      builder.directory(folder.directory().toFile());
    }
    builder.redirectErrorStream(true);
    scrub(builder.environment(), folder, mark);
    var output = new OutputDrain();
    var evidence = new ExitEvidence(folder.directory(), output, oomKills);
    Process process = builder.start();
    try {
      output.start(
          process.getInputStream(), "output-" + generation, rawOutput(generation, process));
    } catch (Error noThread) { // "unable to create native thread"
      process.destroyForcibly();
      throw noThread;
    }
    var launched =
        new JvmProcess(
            process,
            folder,
            output,
            evidence,
            new Descendants(
                folder.user().map(ProcessUser::prefix).orElse(List.of()),
                sandbox.ownGroup() ? process.pid() : 0,
                MARK + "=" + mark),
            sandbox.limits(spec, shape),
            () -> sandbox.giveBack(folder.user()));
    hand(token, process);
    return launched;
  }

  private static RawOutput rawOutput(long generation, Process process) {
    return new RawOutput(
        line ->
            RAW.infof(
                "Output of a process outside of its executions: %s generation=%d pid=%d",
                line, generation, process.pid()));
  }

  /**
   * Writes the token. The stream stays open, because it is the lifeline. A process that has ended
   * by now is reported by its exit.
   */
  private static void hand(String token, Process process) {
    try {
      process.getOutputStream().write((token + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      LOG.debugf("Process %d accepted no token: %s", process.pid(), e.getMessage());
    }
  }

  private void scrub(Map<String, String> environment, ProcessFolder folder, String mark) {
    var kept = new TreeMap<String, String>();
    for (String name : PASSED_ON) {
      String value = environment.get(name);
      if (value != null) {
        kept.put(name, value);
      }
    }
    environment.clear();
    environment.putAll(kept);
    environment.putIfAbsent("LANG", "C.UTF-8"); // otherwise file names are ASCII
    environment.put("TMPDIR", folder.tmp().toString());
    if (folder.user().isPresent()) {
      environment.put("HOME", folder.directory().toString());
    }
    environment.put(MARK, mark);
  }
}
