package io.sluice.images;

import io.sluice.local.child.Children;
import io.sluice.local.data.PostgresServer;
import io.sluice.local.data.RedisServer;
import io.sluice.local.port.Port;
import io.sluice.local.port.PortChoice;
import io.sluice.local.port.PortPlan;
import io.sluice.local.service.Layout;
import io.sluice.local.state.Credentials;
import io.sluice.local.state.StateFolder;
import io.sluice.testkit.ApiClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * PostgreSQL and Redis of this machine, and the unpacked images that use them. The worker's image
 * is complete: the {@code RUN} of its Dockerfile has run in it. One thread.
 */
final class ImageSystem implements AutoCloseable {
  private static final String ADMIN = "admin-api";
  private static final String WORKER = "orchestrator-service";
  private static final String WEB = "diagnostics-web";

  private final StateFolder state = StateFolder.open(Optional.empty());
  private final Children children = Children.under(state.logs(), state.temporary());
  private final PortPlan ports = PortChoice.choose(Map.of(), 2);
  private final PostgresServer postgres;
  private final RedisServer redis;
  private final Credentials administrator;
  private final Path secrets;
  private final Path bundles;
  private final Map<String, ImageFile> images;

  private ImageSystem(Map<String, ImageFile> images) throws IOException, InterruptedException {
    this.images = images;
    var layout = Layout.here();
    postgres =
        PostgresServer.start(
            children, state.postgres(), layout.cache(), ports.of(Port.POSTGRES), false);
    redis =
        RedisServer.start(children, state.redis(), state.temporaryFiles(), ports.of(Port.REDIS));
    secrets = Files.createDirectories(BuiltImages.TARGET.resolve("mounted/secrets"));
    bundles = Files.createDirectories(BuiltImages.TARGET.resolve("mounted/bundles"));
    Files.deleteIfExists(secrets.resolve("administrator"));
    administrator = Credentials.in(secrets.resolve("administrator"));
    Shell.run("chown", "10001:10001", secrets.resolve("administrator").toString());
    Shell.run("cp", layout.samples().toString(), bundles.toString());
  }

  static ImageSystem start() throws Exception {
    var images = new HashMap<String, ImageFile>();
    for (String service : BuildImages.SERVICES) {
      var image = BuiltImages.image(service);
      images.put(service, image);
      image.unpack(root(service));
    }
    runWhatTheDockerfileRuns();
    return new ImageSystem(images);
  }

  /** As root in the file system of the image, with its settings, as a daemon does it. */
  private static void runWhatTheDockerfileRuns() throws IOException, InterruptedException {
    var stage = BuiltImages.stage(WORKER);
    var settings = new HashMap<>(stage.environment);
    settings.put("PATH", RunningImage.PATH);
    for (String run : stage.runs) {
      Shell.run(
          settings,
          RunningImage.ENTER.toString(),
          "--build",
          root(WORKER).toString(),
          "",
          "/bin/sh",
          "-c",
          run);
    }
  }

  RunningImage adminApi() throws IOException {
    var settings = listening(ports.of(Port.ADMIN_API), ports.of(Port.ADMIN_API_MANAGEMENT));
    settings.put("QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl());
    settings.put("QUARKUS_DATASOURCE_USERNAME", PostgresServer.USER);
    settings.put("QUARKUS_REDIS_HOSTS", redisUrl());
    settings.put("SLUICE_BUNDLE_FOLDER", "/bundles");
    settings.put("SLUICE_SECURITY_INITIAL_ADMINISTRATOR_FILE", "/etc/sluice/secrets/administrator");
    return start(
        ADMIN, 0, settings, List.of(secrets + ":/etc/sluice/secrets", bundles + ":/bundles"));
  }

  RunningImage worker() throws IOException {
    var listens = ports.worker(0);
    return start(WORKER, 0, workerSettings(listens.http(), listens.management()), List.of());
  }

  /** A worker whose JVM is pid 1, as in an image without tini. */
  RunningImage workerAsPid1() throws IOException {
    var listens = ports.worker(1);
    return start(WORKER, 2, workerSettings(listens.http(), listens.management()), List.of());
  }

  RunningImage diagnosticsWeb() throws IOException {
    var settings =
        listening(ports.of(Port.DIAGNOSTICS_WEB), ports.of(Port.DIAGNOSTICS_WEB_MANAGEMENT));
    settings.put("SLUICE_ADMIN_API_URL", "http://127.0.0.1:" + ports.of(Port.ADMIN_API));
    settings.put("SLUICE_ADMIN_API_HEALTH_URL", adminHealth());
    return start(WEB, 0, settings, List.of());
  }

  private RunningImage start(
      String service, int withoutFirst, Map<String, String> settings, List<String> binds)
      throws IOException {
    var entryPoint = BuiltImages.stage(service).entryPoint;
    var command = entryPoint.subList(withoutFirst, entryPoint.size());
    var image = images.get(service);
    if (image == null) {
      throw new IOException("no image of " + service);
    }
    return RunningImage.start(image, root(service), command, settings, binds);
  }

  private Map<String, String> workerSettings(int port, int managementPort) {
    var settings = listening(port, managementPort);
    settings.put("QUARKUS_REDIS_HOSTS", redisUrl());
    settings.put("USE_THREAD_WORKERS", "true");
    return settings;
  }

  private static Map<String, String> listening(int port, int managementPort) {
    var settings = new HashMap<String, String>();
    settings.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    settings.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
    return settings;
  }

  ApiClient api() {
    return new ApiClient("http://127.0.0.1:" + ports.of(Port.ADMIN_API), administrator.token());
  }

  /** The token of the administrator, which may be in no environment and in no argument. */
  String secret() {
    return administrator.token();
  }

  String adminHealth() {
    return health(ports.of(Port.ADMIN_API_MANAGEMENT));
  }

  String workerHealth() {
    return health(ports.worker(0).management());
  }

  /** Answers without admin-api, which a worker needs to be ready. */
  String workerLives() {
    return "http://127.0.0.1:" + ports.worker(0).management() + "/q/health/live";
  }

  String workerAsPid1Lives() {
    return "http://127.0.0.1:" + ports.worker(1).management() + "/q/health/live";
  }

  String webHealth() {
    return health(ports.of(Port.DIAGNOSTICS_WEB_MANAGEMENT));
  }

  private String redisUrl() {
    return "redis://127.0.0.1:" + redis.port();
  }

  private static String health(int port) {
    return "http://127.0.0.1:" + port + "/q/health/ready";
  }

  private static Path root(String service) {
    return BuiltImages.TARGET.resolve("roots").resolve(service);
  }

  @Override
  public void close() throws IOException {
    children.close();
    state.close();
  }
}
