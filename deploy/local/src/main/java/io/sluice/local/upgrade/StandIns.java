package io.sluice.local.upgrade;

import io.sluice.local.port.PortPlan.WorkerPorts;
import io.sluice.local.service.Layout;
import io.sluice.local.service.ReadinessWait;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;

/**
 * The chart's variables of each part with what only a cluster has replaced: addresses, ports and
 * mounted files. admin-api's loop over release generations is off, because there is no API server:
 * {@link RollingUpgrade} does its steps.
 */
record StandIns(ChartSettings chart, Layout layout, UpgradeFolder folder, Addresses addresses) {

  /** The addresses that the parts connect to. */
  record Addresses(
      String jdbcUrl, String databaseUser, String redis, String adminApi, String adminManagement) {}

  Map<String, String> migrations(WorkerPorts listens) throws IOException {
    return chart.of("migrations", database(common("migrations", listens)));
  }

  Map<String, String> adminApi(WorkerPorts listens) throws IOException {
    var values = database(common("admin-api", listens));
    values.put("QUARKUS_HTTP_PORT", Integer.toString(listens.http()));
    values.put("QUARKUS_REDIS_HOSTS", addresses.redis());
    values.put("SLUICE_SECURITY_INITIAL_ADMINISTRATOR_FILE", folder.administrator().toString());
    values.put("SLUICE_GENERATIONS_ENABLED", "false");
    var here = chart.of("admin-api", values);
    // In a cluster bundles are uploaded, and more than one caller sends the load.
    here.put("SLUICE_BUNDLE_FOLDER", folder.bundles().toString());
    here.put("SLUICE_SECURITY_REQUESTS_PER_SECOND", "10000");
    return here;
  }

  Map<String, String> page(WorkerPorts listens) throws IOException {
    var values = common("diagnostics-web", listens);
    values.put("QUARKUS_HTTP_PORT", Integer.toString(listens.http()));
    values.put("SLUICE_ADMIN_API_URL", addresses.adminApi());
    values.put("SLUICE_ADMIN_API_HEALTH_URL", addresses.adminManagement() + ReadinessWait.PATH);
    values.put("SLUICE_SESSION_KEY_FILE", folder.sessionKey().toString());
    values.put("SLUICE_ADMIN_API_STREAM_TOKEN_FILE", folder.streamToken().toString());
    return chart.of("diagnostics-web", values);
  }

  Map<String, String> worker(int release, WorkerPorts listens) throws IOException {
    var values = common("worker", listens);
    values.put("QUARKUS_REDIS_HOSTS", addresses.redis());
    values.put("SLUICE_REGISTRATION_HOSTNAME", "worker-" + release);
    values.put("SLUICE_INTAKE_DRAIN_FILE", folder.drainFile(release).toString());
    values.put(
        "SLUICE_LAUNCH_STATE_FOLDER",
        Files.createDirectories(folder.state().worker(release)).toString());
    var here = chart.of("worker", values);
    here.put("QUARKUS_HTTP_PORT", Integer.toString(listens.http())); // each pod has its own 8081
    here.put("SLUICE_LAUNCH_RUNTIME_FOLDER", layout.runtime().toString()); // is in the image
    return here;
  }

  private Map<String, String> common(String part, WorkerPorts listens) throws IOException {
    return new TreeMap<>(
        Map.of(
            "QUARKUS_HTTP_HOST",
            "127.0.0.1",
            "QUARKUS_MANAGEMENT_HOST",
            "127.0.0.1",
            "QUARKUS_MANAGEMENT_PORT",
            Integer.toString(listens.management()),
            "SMALLRYE_CONFIG_SOURCE_FILE_LOCATIONS",
            folder.secrets(part).toString()));
  }

  private Map<String, String> database(Map<String, String> values) {
    values.put("QUARKUS_DATASOURCE_JDBC_URL", addresses.jdbcUrl());
    values.put("QUARKUS_DATASOURCE_USERNAME", addresses.databaseUser());
    return values;
  }
}
