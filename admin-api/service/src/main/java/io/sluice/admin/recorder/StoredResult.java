package io.sluice.admin.recorder;

import io.sluice.queue.Json;
import org.jspecify.annotations.Nullable;

/**
 * A result as it can be stored.
 *
 * @param flag what had to be changed for that; null when nothing
 */
record StoredResult(@Nullable String json, @Nullable String flag) {

  /** Bytes at most 256 KiB by contract; characters are never more. */
  private static final int MOST_CHARACTERS = 256 * 1024;

  static StoredResult of(@Nullable String json) {
    if (json == null) {
      return new StoredResult(null, null);
    }
    if (json.length() > MOST_CHARACTERS) {
      return new StoredResult(null, "result_too_large");
    }
    return Storable.isClean(json)
        ? new StoredResult(json, null)
        : new StoredResult(
            Json.write(String.valueOf(Storable.text(json, MOST_CHARACTERS))), "result_escaped");
  }

  /** After PostgreSQL refused it as JSON: the same characters as one JSON text. */
  static StoredResult asText(@Nullable String json) {
    return json == null
        ? new StoredResult(null, null)
        : new StoredResult(
            Json.write(String.valueOf(Storable.text(json, MOST_CHARACTERS))), "result_not_json");
  }
}
