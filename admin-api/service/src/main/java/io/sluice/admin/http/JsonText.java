package io.sluice.admin.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;

/** Writes records as JSON. A record of this API can always be written; anything else is a bug. */
public final class JsonText {
  private JsonText() {}

  public static String of(ObjectMapper json, Object value) {
    return of(json.writer(), value);
  }

  public static String of(ObjectWriter json, Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not writable as JSON: " + e.getOriginalMessage(), e);
    }
  }
}
