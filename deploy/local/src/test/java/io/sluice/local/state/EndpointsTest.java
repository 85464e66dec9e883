package io.sluice.local.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointsTest {
  @TempDir private Path folder;

  @Test
  void areWrittenUnderTheNamesThatScriptsRelyOn() throws IOException {
    var file = folder.resolve("endpoints.json");

    endpoints("/a").write(file);

    assertThat(new ObjectMapper().readTree(file.toFile()).fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "admin_api",
            "diagnostics_web",
            "workers",
            "username",
            "password",
            "token",
            "postgres_url",
            "redis_url",
            "state_dir");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Endpoints.read(file)).isEqualTo(endpoints("/a"));
  }

  @Test
  void removeTheirOwnFileButNotThatOfAnotherSystem() throws IOException {
    var file = folder.resolve("endpoints.json");
    endpoints("/another").write(file);

    endpoints("/a").removeFrom(file);
    assertThat(file).exists();

    endpoints("/another").removeFrom(file);
    assertThat(file).doesNotExist();
  }

  @Test
  void aFileThatHoldsSomethingElseIsRefused() throws IOException {
    var file = Files.writeString(folder.resolve("endpoints.json"), "[1]");

    assertThatThrownBy(() -> Endpoints.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not hold the endpoints");
  }

  private static Endpoints endpoints(String stateDir) {
    return new Endpoints(
        "http://127.0.0.1:1",
        "http://127.0.0.1:2",
        List.of("http://127.0.0.1:3"),
        new Credentials("admin", "p", "slu_t"),
        "postgresql://sluice@127.0.0.1:4/sluice",
        "redis://127.0.0.1:5",
        stateDir);
  }
}
