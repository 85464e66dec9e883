package io.sluice.diagnostics.page;

import jakarta.ws.rs.NotFoundException;
import java.util.UUID;

/** Ids in paths. Pure. */
public final class Ids {

  private Ids() {}

  /**
   * Reads it.
   *
   * @throws NotFoundException when it is none, as for one that nobody has
   */
  public static UUID of(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException notAnId) {
      throw new NotFoundException();
    }
  }
}
