package io.sluice.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Looks into the tar of each image: what a runtime reads, and every file. */
class ImageTarIT {
  private static final int WRITABLE_FOR_ALL = 0002;
  private static final int SET_USER_OR_GROUP = 06000;

  @ParameterizedTest
  @ValueSource(strings = {"admin-api", "diagnostics-web", "orchestrator-service"})
  void aRuntimeReadsWhatTheDockerfileSays(String service) throws Exception {
    var image = BuiltImages.image(service);
    var stage = BuiltImages.stage(service);
    JsonNode config = image.config().path("config");

    assertThat(texts(image.manifest().path("RepoTags")))
        .containsExactly("sluice/" + service + ":" + BuiltImages.VERSION);
    assertThat(config.path("User").asText()).isEqualTo("10001:10001");
    assertThat(texts(config.path("Entrypoint"))).isEqualTo(stage.entryPoint);
    assertThat(config.path("WorkingDir").asText()).isEqualTo("/opt/sluice");
    assertThat(texts(config.path("Env")))
        .containsAll(
            stage.environment.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .toList());
    var labels = new HashMap<>(stage.labels);
    labels.put("org.opencontainers.image.base.name", HereBase.NAME);
    assertThat(map(config.path("Labels"))).isEqualTo(labels);
    assertThat(map(config.path("ExposedPorts")).keySet())
        .isEqualTo(Set.copyOf(stage.ports.stream().map(port -> port + "/tcp").toList()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin-api", "diagnostics-web", "orchestrator-service"})
  void nothingOfItIsWritableForItsUserButTheFoldersThatAreMounted(String service) throws Exception {
    var entries = BuiltImages.image(service).entries();

    var writable = new ArrayList<String>();
    entries.forEach(
        (path, entry) -> {
          assertThat(entry.getMode() & SET_USER_OR_GROUP).as(path).isZero();
          boolean own = entry.getLongUserId() == 10001 || entry.getLongGroupId() == 10001;
          if (own || (!entry.isSymbolicLink() && (entry.getMode() & WRITABLE_FOR_ALL) != 0)) {
            writable.add(path);
          }
        });
    assertThat(writable)
        .isEqualTo(
            service.equals("orchestrator-service")
                ? List.of("/tmp", "/run/sluice")
                : List.of("/tmp"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin-api", "diagnostics-web", "orchestrator-service"})
  void itHasTheServiceItsFlagsAndItsComponentsAndNoSettings(String service) throws Exception {
    var entries = BuiltImages.image(service).entries();
    String lib = "/opt/sluice/lib/";

    assertThat(entries)
        .containsKeys(
            "/usr/bin/tini",
            "/opt/java/openjdk/bin/java",
            "/opt/sluice/libexec/jvm.options",
            lib + service + "/quarkus-run.jar");
    assertThat(entries.keySet())
        .filteredOn(path -> path.startsWith("/opt/sluice/"))
        .allMatch(
            path ->
                path.startsWith(lib)
                    || path.startsWith("/opt/sluice/sbom")
                    || path.startsWith("/opt/sluice/libexec")
                    || List.of("/opt/sluice/LICENSE", "/opt/sluice/lib").contains(path));
    assertThat(entries.keySet())
        .filteredOn(path -> !path.startsWith("/opt/java/") && !path.endsWith(".jar"))
        .noneMatch(
            path -> path.matches("(?i).*(\\.env|\\.pem|\\.key|credentials|password|secret).*"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin-api", "diagnostics-web", "orchestrator-service"})
  void itsComponentsAreNamedThoseOfTheBuildToo(String service) throws Exception {
    assertThat(BuiltImages.image(service).packages("/opt/sluice/sbom/" + service + ".cdx.json"))
        .anyMatch(purl -> purl.startsWith("pkg:maven/io.quarkus/quarkus-arc-deployment@"))
        .anyMatch(purl -> purl.startsWith("pkg:maven/io.vertx/vertx-core@"));
  }

  @Test
  void theWorkerHasTheRuntimeOfItsProcessesAndThatOnesComponents() throws Exception {
    var image = BuiltImages.image("orchestrator-service");

    assertThat(image.entries().keySet())
        .anyMatch(path -> path.matches("/opt/sluice/lib/runtime/sluice-runtime-.*\\.jar"))
        .contains("/usr/bin/setsid", "/usr/bin/prlimit", "/opt/java/openjdk/bin/javac");
    assertThat(image.packages("/opt/sluice/sbom/runtime.cdx.json"))
        .anyMatch(purl -> purl.startsWith("pkg:maven/io.grpc/grpc-netty@"));
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static Map<String, String> map(JsonNode object) {
    var map = new HashMap<String, String>();
    object.properties().forEach(each -> map.put(each.getKey(), each.getValue().asText()));
    return map;
  }
}
