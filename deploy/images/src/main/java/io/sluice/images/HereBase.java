package io.sluice.images;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A base from this machine where no registry can be reached: its JDK, the programs that a worker
 * needs, and the libraries of both. It makes images that can be looked at and tried, and not ones
 * to release: nothing says what is in it.
 */
final class HereBase {
  static final String NAME = "none: the JDK of the machine that built it, not for a release";
  private static final Path JDK = Path.of(System.getProperty("java.home"));
  private static final String JDK_THERE = "/opt/java/openjdk";
  private static final List<String> LEFT_OUT =
      List.of("lib/src.zip", "man", "include", "lib/ct.sym");
  private static final List<Path> PROGRAMS =
      List.of(Path.of("/usr/bin/setsid"), Path.of("/usr/bin/prlimit"), Path.of("/bin/sh"));
  private static final List<String> MOUNT_POINTS = List.of("/proc", "/dev", "/etc/sluice");
  private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");
  private static final FilePermissions EXECUTABLE = FilePermissions.fromOctalString("755");
  private static final FilePermissions READABLE = FilePermissions.fromOctalString("644");

  private HereBase() {}

  /**
   * Returns the layer.
   *
   * @param empty an empty folder
   */
  static FileEntriesLayer layer(Path empty) throws IOException, InterruptedException {
    var layer = FileEntriesLayer.builder().setName("base of this machine");
    var binaries = new ArrayList<>(PROGRAMS);
    for (Path file : jdk()) {
      add(layer, file, JDK_THERE + "/" + JDK.relativize(file));
      if (file.endsWith("bin/java") || file.toString().endsWith(".so")) {
        binaries.add(file);
      }
    }
    for (Path program : PROGRAMS) {
      add(layer, program, program.toString());
    }
    for (String library : libraries(binaries)) {
      add(layer, Path.of(library), library);
    }
    for (String folder : MOUNT_POINTS) {
      layer.addEntry(empty, AbsoluteUnixPath.get(folder), EXECUTABLE);
    }
    layer.addEntry(empty, AbsoluteUnixPath.get("/tmp"), FilePermissions.fromOctalString("777"));
    return layer.build();
  }

  private static List<Path> jdk() throws IOException {
    try (Stream<Path> files = Files.walk(JDK)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> LEFT_OUT.stream().noneMatch(JDK.relativize(file)::startsWith))
          .sorted()
          .toList();
    }
  }

  /**
   * Libraries outside of the JDK; one that is not installed, as those of a desktop, is left out.
   */
  private static SortedSet<String> libraries(List<Path> binaries)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("ldd"));
    binaries.forEach(binary -> command.add(binary.toString()));
    var ldd = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(ldd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    ldd.waitFor();
    var libraries = new TreeSet<String>();
    LIBRARY.matcher(said).results().map(found -> found.group(1)).forEach(libraries::add);
    libraries.removeIf(library -> Path.of(library).normalize().startsWith(JDK));
    if (libraries.isEmpty()) {
      throw new IOException("ldd found no library: " + said);
    }
    return libraries;
  }

  private static void add(FileEntriesLayer.Builder layer, Path file, String there)
      throws IOException {
    layer.addEntry(
        file.toRealPath(),
        AbsoluteUnixPath.get(there),
        Files.isExecutable(file) ? EXECUTABLE : READABLE,
        Instant.ofEpochSecond(Files.getLastModifiedTime(file).toInstant().getEpochSecond()));
  }
}
