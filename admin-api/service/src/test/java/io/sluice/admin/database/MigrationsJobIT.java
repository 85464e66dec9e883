package io.sluice.admin.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.admin.TestSystem;
import io.sluice.admin.identity.PackagedService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service as the chart starts it: as the job of migrations, and with secrets. */
class MigrationsJobIT {

  @TempDir Path folder;

  @Test
  void aJobMigratesAndEndsAndSecretsAreReadFromFilesAsKubernetesMountsThem() throws Exception {
    var system = new TestSystem();
    try {
      var settings = new HashMap<>(system.start());
      settings.put("sluice.migrations.run", "only");
      String username = Objects.requireNonNull(settings.remove("quarkus.datasource.username"));
      settings.put("smallrye.config.source.file.locations", secrets(username).toString());

      assertThat(end("job", settings)).isZero();

      settings.put("smallrye.config.source.file.locations", folder.resolve("none").toString());
      assertThat(end("missing-secrets", settings)).isNotZero();
      assertThat(Files.readString(Path.of("target/missing-secrets.log")))
          .contains("SMALLRYE_CONFIG_SOURCE_FILE_LOCATIONS names " + folder.resolve("none"));
    } finally {
      system.stop();
    }
  }

  private static int end(String name, Map<String, String> settings)
      throws IOException, InterruptedException {
    try (var service = PackagedService.launch(name, settings)) {
      return service.awaitEnd();
    }
  }

  /** A mounted secret: links to a folder that is a link, so that all files change at once. */
  private Path secrets(String username) throws IOException {
    Path mount = Files.createDirectory(folder.resolve("secrets"));
    Path data = Files.createDirectory(mount.resolve("..2026_11_30"));
    Files.writeString(data.resolve("quarkus.datasource.username"), username + "\n");
    Files.createSymbolicLink(mount.resolve("..data"), data.getFileName());
    Files.createSymbolicLink(
        mount.resolve("quarkus.datasource.username"),
        Path.of("..data", "quarkus.datasource.username"));
    return mount;
  }
}
