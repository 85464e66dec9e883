package io.sluice.local.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The command of a service: the JVM of this program, a small heap, loopback only, and temporary
 * files in the state folder.
 */
final class ServiceCommand {
  /** Off, because people read these logs, unless the caller wants it. */
  private static final String JSON_LOGS = "QUARKUS_LOG_CONSOLE_JSON_ENABLED";

  private ServiceCommand() {}

  /**
   * Returns the command.
   *
   * @param options the file with the flags of every service
   */
  static List<String> of(Path options, Path jar, int maxHeapMb, Path temporary) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "@" + options,
        "-Xmx" + maxHeapMb + "m",
        "-Djava.io.tmpdir=" + temporary,
        "-jar",
        jar.toString());
  }

  static Map<String, String> listening(int port, int managementPort) {
    return Map.of(
        "QUARKUS_HTTP_HOST",
        "127.0.0.1",
        "QUARKUS_HTTP_PORT",
        Integer.toString(port),
        "QUARKUS_MANAGEMENT_HOST",
        "127.0.0.1",
        "QUARKUS_MANAGEMENT_PORT",
        Integer.toString(managementPort),
        // glibc keeps freed memory in one arena for each thread that ever allocated: two are
        // enough.
        "MALLOC_ARENA_MAX",
        "2",
        JSON_LOGS,
        System.getenv().getOrDefault(JSON_LOGS, "false"));
  }
}
