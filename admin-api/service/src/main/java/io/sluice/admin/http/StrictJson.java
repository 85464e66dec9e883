package io.sluice.admin.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Configures JSON of the API: limits (docs/security.md), no type coercion, because it would hide
 * typing errors, and times in UTC with milliseconds.
 */
@Singleton
final class StrictJson implements ObjectMapperCustomizer {

  private static final int DEPTH = 64;
  private static final int STRING_CHARACTERS = 256 * 1024;
  private static final int NUMBER_DIGITS = 100;
  private static final int NAME_CHARACTERS = 1000;

  /** A limit of JSON, by the words with which the parser refuses what exceeds it. */
  enum Limit {
    DEPTH("Document nesting depth", "JSON may be nested " + StrictJson.DEPTH + " deep"),
    NUMBER("Number value length", "A number may have " + NUMBER_DIGITS + " characters"),
    NAME("Name value length", "A name may have " + NAME_CHARACTERS + " characters"),
    TEXT("String value length", "A text may have " + STRING_CHARACTERS + " characters");

    private final String refusal;
    private final String sentence;

    Limit(String refusal, String sentence) {
      this.refusal = refusal;
      this.sentence = sentence;
    }

    static Limit of(String message) {
      return Arrays.stream(values())
          .filter(each -> message.startsWith(each.refusal))
          .findFirst()
          .orElse(message.startsWith("Name ") ? NAME : TEXT);
    }

    String sentence() {
      return sentence + ", and has more";
    }
  }

  /** Runs last, so that these rules override the platform's. */
  @Override
  public int priority() {
    return MINIMUM_PRIORITY;
  }

  @Override
  public void customize(ObjectMapper mapper) {
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(DEPTH)
                .maxStringLength(STRING_CHARACTERS)
                .maxNumberLength(NUMBER_DIGITS)
                .maxNameLength(NAME_CHARACTERS)
                .build());
    mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    mapper.enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
    mapper.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    mapper.configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);
    mapper.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
    refuseCoercions(mapper);
    mapper.registerModule(
        new SimpleModule("times")
            .addSerializer(Instant.class, new MillisecondInstants())
            .addDeserializer(Instant.class, new ZonedInstants()));
  }

  private static void refuseCoercions(ObjectMapper mapper) {
    for (LogicalType type : List.of(LogicalType.Integer, LogicalType.Float, LogicalType.Boolean)) {
      mapper
          .coercionConfigFor(type)
          .setCoercion(CoercionInputShape.String, CoercionAction.Fail)
          .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
          .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }
    mapper
        .coercionConfigFor(LogicalType.Textual)
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
  }

  /** Writes an instant as ISO-8601 in UTC with milliseconds. */
  static final class MillisecondInstants extends StdSerializer<Instant> {

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

  /**
   * Reads an instant from ISO-8601 with a zone. A number, or a time without a zone, is ambiguous
   * and refused.
   */
  static final class ZonedInstants extends StdDeserializer<Instant> {

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
}
