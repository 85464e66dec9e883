package io.sluice.local.state;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * Where {@code up} leaves its endpoints for {@code demo} when nobody names a file: in {@code
 * XDG_RUNTIME_DIR}, else in a folder of the user's own under the temporary folder.
 */
public final class KnownPlace {
  private KnownPlace() {}

  /** The file, whether or not it exists. */
  public static Path of(Map<String, String> environment, Map<String, String> system) {
    var runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    return runtime.isEmpty()
        ? Path.of(
            system.getOrDefault("java.io.tmpdir", "/tmp"),
            "sluice-of-" + system.getOrDefault("user.name", "user"),
            "endpoints.json")
        : Path.of(runtime, "sluice", "endpoints.json");
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
   * Makes the folder of the file, for its owner only.
   *
   * @throws IOException also when it belongs to somebody else, who could then read the token
   */
  public static void prepare(Path file) throws IOException {
    var folder = folder(file);
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(folder(folder));
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    requireOwn(folder);
  }

  /**
   * Refuses a folder that somebody else prepared.
   *
   * @throws IOException when the folder belongs to somebody else
   */
  public static void requireOwn(Path folder) throws IOException {
    var owner = Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName();
    if (!owner.equals(System.getProperty("user.name"))) {
      throw new IOException("The folder " + folder + " belongs to " + owner + ", not to you");
    }
  }

  private static Path folder(Path file) {
    return requireNonNull(file.getParent(), "a file is in a folder");
  }

  /** Removes the folder when nothing is in it. */
  public static void tidy(Path file) throws IOException {
    try (var left = Files.list(folder(file))) {
      if (left.findAny().isPresent()) {
        return;
      }
    }
    Files.delete(folder(file));
  }
}
