package io.sluice.admin.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Reads an instant from ISO-8601 with a zone. A number, or a time without a zone, is ambiguous and
 * refused.
 */
final class ZonedInstants extends StdDeserializer<Instant> {

  private static final long serialVersionUID = 1L;

  ZonedInstants() {
    super(Instant.class);
  }

  @Override
  public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      try {
        return Instant.parse(json.getText());
      } catch (DateTimeException e) {
        // Reported below.
      }
    }
    throw new ProblemException(
        ProblemType.INVALID.field(
            String.valueOf(json.currentName()),
            "is a time with a zone, like 2026-01-31T12:00:00.000Z"));
  }
}
