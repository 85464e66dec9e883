package io.sluice.process;

import io.sluice.protocol.Execute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** The workflows of {@code misfit}, packed into a bundle. */
record MisfitBundle(Path jar, String sha256) {
  private static final String PACKAGE = "io/sluice/process/misfit/";
  private static final Path CLASSES = Path.of("target/test-classes", PACKAGE);

  static MisfitBundle in(Path folder) throws IOException {
    var jar = folder.resolve("misfits.jar");
    try (var output = new JarOutputStream(Files.newOutputStream(jar));
        var classes = Files.list(CLASSES)) {
      for (var file : List.copyOf(classes.toList())) {
        output.putNextEntry(new JarEntry(PACKAGE + file.getFileName()));
        output.write(Files.readAllBytes(file));
      }
    }
    return of(jar);
  }

  static MisfitBundle of(Path jar) throws IOException {
    return new MisfitBundle(jar.toAbsolutePath(), sha256(jar));
  }

  private static String sha256(Path jar) throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  Execute.Builder order(String id, String workflow) {
    return ProcessFixture.order(id, workflow, "{}")
        .setBundlePath(jar.toString())
        .setBundleSha256(sha256)
        .setEntryPoint("io.sluice.process.misfit." + workflow + "Workflow");
  }
}
