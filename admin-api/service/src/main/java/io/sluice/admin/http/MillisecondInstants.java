package io.sluice.admin.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes an instant as ISO-8601 in UTC with milliseconds. */
final class MillisecondInstants extends StdSerializer<Instant> {

  private static final long serialVersionUID = 1L;
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  MillisecondInstants() {
    super(Instant.class);
  }

  @Override
  public void serialize(Instant at, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    json.writeString(FORMAT.format(at));
  }
}
