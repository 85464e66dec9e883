package io.sluice.images;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.local.service.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The tars of the three images, built once for all tests of this module on the JDK of this machine.
 * One thread.
 */
final class BuiltImages {
  static final String VERSION = System.getProperty("sluice.version", "");
  static final String REVISION = "0123abc";
  static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Map<String, ImageFile> IMAGES = new HashMap<>();

  private BuiltImages() {}

  /** Returns the image of a service; skips the test by name where tini is missing. */
  static ImageFile image(String service) throws Exception {
    skipUnless(
        Files.isExecutable(Path.of("/usr/bin/tini-static")),
        "tini is missing: run deploy/images/install-tini");
    if (IMAGES.isEmpty()) {
      Path tars = Files.createDirectories(TARGET.resolve("tars"));
      BuildImages.build(true, Path.of("Dockerfile"), archive(), VERSION, REVISION, tars);
      for (String each : BuildImages.SERVICES) {
        IMAGES.put(each, ImageFile.read(tars.resolve(each + ".tar")));
      }
    }
    return Objects.requireNonNull(IMAGES.get(service));
  }

  static Dockerfile.Stage stage(String service) throws IOException {
    var arguments = Map.of("VERSION", VERSION, "REVISION", REVISION);
    return Dockerfile.read(Path.of("Dockerfile"), arguments).stage(service);
  }

  static void skipUnless(boolean possible, String reason) {
    if (!possible) {
      System.err.println("SKIPPED images: " + reason);
    }
    assumeTrue(possible, reason);
  }

  private static Path archive() throws IOException, InterruptedException {
    Path packed = Layout.here().home().resolve("deploy/hosts/target/sluice-" + VERSION + ".tar.gz");
    Path folder = TARGET.resolve("archive");
    Shell.run("rm", "-rf", folder.toString());
    Files.createDirectories(folder);
    Shell.run("tar", "-xzf", packed.toString(), "-C", folder.toString(), "--strip-components", "1");
    return folder;
  }
}
