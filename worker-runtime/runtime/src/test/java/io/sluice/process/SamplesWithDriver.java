package io.sluice.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/** Workflows and PostgreSQL's JDBC driver in one bundle, as an author would pack them. */
final class SamplesWithDriver {
  private SamplesWithDriver() {}

  static MisfitBundle in(Path folder) throws IOException {
    return in(folder, ProcessFixture.samplesJar());
  }

  /** Packs the workflows of a jar. */
  static MisfitBundle in(Path folder, Path workflows) throws IOException {
    var jar = folder.resolve("with-driver.jar");
    Set<String> packed = new HashSet<>();
    try (var output = new JarOutputStream(Files.newOutputStream(jar))) {
      add(workflows, output, packed);
      add(driver(), output, packed);
    }
    return MisfitBundle.of(jar);
  }

  /** By name: its annotations are not on the class path, which the compiler would refuse. */
  private static Path driver() throws IOException {
    try {
      var driver = Class.forName("org.postgresql.Driver");
      return Path.of(driver.getProtectionDomain().getCodeSource().getLocation().getPath());
    } catch (ClassNotFoundException e) {
      throw new IOException(e);
    }
  }

  private static void add(Path from, JarOutputStream output, Set<String> packed)
      throws IOException {
    try (var jar = new JarFile(from.toFile())) {
      for (var entry : jar.stream().toList()) {
        if (!entry.isDirectory() && packed.add(entry.getName())) {
          output.putNextEntry(new JarEntry(entry.getName()));
          jar.getInputStream(entry).transferTo(output);
        }
      }
    }
  }
}
