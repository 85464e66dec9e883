package io.sluice.local.service;

import io.sluice.local.child.StartFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The build results that are started.
 *
 * @param home the folder of the whole project
 * @param cache the folder of unpacked PostgreSQL binaries
 */
public record Layout(Path home, Path cache) {

  /**
   * With the cache in the build output, gone with {@code clean}, unless {@code sluice.cache} is
   * set.
   */
  public static Layout of(Path home) {
    var absolute = home.toAbsolutePath().normalize();
    var cache = System.getProperty("sluice.cache");
    return new Layout(
        absolute, cache == null ? absolute.resolve("deploy/local/target/cache") : Path.of(cache));
  }

  /**
   * Of this working copy: {@code sluice.home} if set, else the folder above with the Maven wrapper.
   */
  public static Layout here() throws IOException {
    var set = System.getProperty("sluice.home");
    if (set != null) {
      return of(Path.of(set));
    }
    var above =
        Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent);
    return of(
        above
            .filter(folder -> Files.exists(folder.resolve("mvnw")))
            .findFirst()
            .orElseThrow(
                () ->
                    new StartFailed(
                        "No Sluice project around the working directory: set -Dsluice.home")));
  }

  /** The program of admin-api. */
  public Path adminApi() {
    return home.resolve("admin-api/service/target/quarkus-app/quarkus-run.jar");
  }

  /** The program of diagnostics-web. */
  public Path diagnosticsWeb() {
    return home.resolve("diagnostics-web/target/quarkus-app/quarkus-run.jar");
  }

  /** The program of a worker. */
  public Path worker() {
    return home.resolve("orchestrator-service/service/target/quarkus-app/quarkus-run.jar");
  }

  /** The class path of a process. */
  public Path runtime() {
    return home.resolve("worker-runtime/runtime/target/runtime");
  }

  /** The flags of the JVM of every service, the same as on plain hosts and in images. */
  public Path jvmOptions() {
    return home.resolve("deploy/hosts/src/main/dist/libexec/jvm.options");
  }

  /** The bundle with the sample workflows. */
  public Path samples() throws IOException {
    var target = home.resolve("worker-runtime/samples/target");
    if (Files.isDirectory(target)) {
      try (var jars = Files.newDirectoryStream(target, "sluice-samples-*.jar")) {
        for (var jar : jars) {
          return jar;
        }
      }
    }
    throw new StartFailed("The samples have not been built: run ./mvnw package");
  }

  /** Small inputs for the demo. */
  public Path demoData() {
    return home.resolve("deploy/local/demo-data");
  }

  static Path built(Path jar) throws StartFailed {
    if (!Files.isReadable(jar)) {
      throw new StartFailed(jar + " has not been built: run ./mvnw package");
    }
    return jar;
  }
}
