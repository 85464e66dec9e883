package io.sluice.local.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/**
 * The default file of {@code up}'s endpoints, which {@code demo} reads: in {@code XDG_RUNTIME_DIR},
 * else in the temporary folder under the user's name. A file and not a folder, so that the end of
 * one system cannot remove what another one needs.
 */
public final class EndpointsLocation {
  private EndpointsLocation() {}

  /** The file, whether or not it exists. */
  public static Path of(Map<String, String> environment, Map<String, String> system) {
    var runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    return runtime.isEmpty()
        ? Path.of(
            system.getOrDefault("java.io.tmpdir", "/tmp"),
            "sluice-endpoints-of-" + system.getOrDefault("user.name", "user") + ".json")
        : Path.of(runtime, "sluice-endpoints.json");
  }

  /** The file of this user on this machine. */
  public static Path ofThisUser() {
    return of(
        System.getenv(),
        Map.of(
            "java.io.tmpdir", System.getProperty("java.io.tmpdir"),
            "user.name", System.getProperty("user.name")));
  }

  /**
   * Refuses a file of another user, who could have entered a system of theirs.
   *
   * @throws IOException when it belongs to somebody else, who could have named a system of theirs
   */
  public static void requireOwn(Path file) throws IOException {
    var owner = Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName();
    if (!owner.equals(System.getProperty("user.name"))) {
      throw new IOException("The file " + file + " belongs to " + owner + ", not to you");
    }
  }
}
