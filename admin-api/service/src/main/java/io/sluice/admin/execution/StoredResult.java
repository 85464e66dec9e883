package io.sluice.admin.execution;

import io.sluice.admin.database.Storable;
import io.sluice.queue.Json;
import org.jspecify.annotations.Nullable;

/**
 * A result, ready to store.
 *
 * @param flag the change that storing it needed; null if none
 */
public record StoredResult(@Nullable String json, @Nullable String flag) {

  /** Bytes at most 256 KiB by contract; characters are never more. */
  private static final int MAX_CHARACTERS = 256 * 1024;

  public static StoredResult of(@Nullable String json) {
    if (json == null) {
      return new StoredResult(null, null);
    }
    if (json.length() > MAX_CHARACTERS) {
      return new StoredResult(null, "result_too_large");
    }
    return Storable.isClean(json)
        ? new StoredResult(json, null)
        : new StoredResult(
            Json.write(String.valueOf(Storable.text(json, MAX_CHARACTERS))), "result_escaped");
  }

  /** The same characters as one JSON text, after PostgreSQL refused them as JSON. */
  public static StoredResult asText(@Nullable String json) {
    return json == null
        ? new StoredResult(null, null)
        : new StoredResult(
            Json.write(String.valueOf(Storable.text(json, MAX_CHARACTERS))), "result_not_json");
  }
}
