package io.sluice.admin.redis;

import java.util.Map;

/**
 * An entry of a stream.
 *
 * @param id its stream id; the part before the dash is the time in ms by Redis's clock
 */
public record StreamEntry(String id, Map<String, String> fields) {

  /**
   * Returns the time at which it was added, in milliseconds since the epoch by the clock of Redis.
   */
  public long addedAtMs() {
    return Long.parseLong(id.substring(0, id.indexOf('-')));
  }
}
