package io.sluice.orchestrator.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Starts JVMs as children of this one (supervision, section 2). Safe for use by many threads. */
public final class JvmProcessLauncher implements ProcessLauncher {
  private static final List<String> PASSED_ON = List.of("PATH", "LANG", "TZ", "HOME");

  private final LaunchSpec spec;
  private final Path directories;
  private final String worker;
  private final boolean training;
  private final OomKills oomKills = OomKills.ofThisContainer();
  private final boolean ownGroup = Files.isExecutable(Path.of("/usr/bin/setsid"));

  /**
   * @param directories one directory for each process lies in it
   * @param worker marks the environment of processes, so that one that left the tree can be told
   * @param training whether its processes write the class-data archive when they exit
   */
  public JvmProcessLauncher(LaunchSpec spec, Path directories, String worker, boolean training) {
    this.spec = spec;
    this.directories = directories;
    this.worker = worker;
    this.training = training;
  }

  @Override
  public LaunchedProcess launch(long generation, LaunchShape shape, String token, Path socket)
      throws IOException {
    Path directory = directories.resolve(Long.toString(generation));
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    Files.createDirectories(directory, mode);
    Files.createDirectories(directory.resolve("tmp"), mode);
    var builder = new ProcessBuilder(command(directory, socket, generation, shape));
    builder.directory(directory.toFile());
    builder.redirectErrorStream(true);
    scrub(builder.environment(), directory, generation);
    var output = new OutputDrain();
    var evidence = new ExitEvidence(directory, output, oomKills);
    Process process = builder.start();
    output.start(process.getInputStream(), "output-" + generation);
    process.getOutputStream().write((token + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush(); // stays open: it is the lifeline
    return new JvmProcess(process, directory, output, evidence, ownGroup);
  }

  private List<String> command(Path directory, Path socket, long generation, LaunchShape shape) {
    var command = new ArrayList<String>();
    if (ownGroup) {
      command.add("/usr/bin/setsid");
    }
    command.addAll(spec.command(directory, socket, generation, shape, training));
    return command;
  }

  private void scrub(Map<String, String> environment, Path directory, long generation) {
    var kept = new TreeMap<String, String>();
    for (String name : PASSED_ON) {
      String value = environment.get(name);
      if (value != null) {
        kept.put(name, value);
      }
    }
    environment.clear();
    environment.putAll(kept);
    environment.putIfAbsent("LANG", "C.UTF-8"); // else names of files are ASCII
    environment.put("TMPDIR", directory.resolve("tmp").toString());
    environment.put("SLUICE_GENERATION", worker + "/" + generation);
  }
}
