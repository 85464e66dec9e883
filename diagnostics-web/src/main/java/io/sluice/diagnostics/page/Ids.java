package io.sluice.diagnostics.page;

import jakarta.ws.rs.NotFoundException;
import java.util.UUID;

/** Parses ids in paths. Pure. */
public final class Ids {

  private Ids() {}

  /**
   * Parses a UUID.
   *
   * @throws NotFoundException if the text is not a UUID, as for an unknown id
   */
  public static UUID of(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException notAnId) {
      throw new NotFoundException();
    }
  }
}
