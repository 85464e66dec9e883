package io.sluice.diagnostics.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sluice.api.ExecutionDetail;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * JSON mapping of admin-api's answers: ignores fields that a newer version adds, and sanitizes
 * every text ({@link TextSanitizer}), so that no page has to remember to do it.
 */
public final class ApiJson {

  private ApiJson() {}

  /** Returns a copy of the given mapper with these rules; the given one is unchanged. */
  public static ObjectMapper of(ObjectMapper usual) {
    return usual
        .copy()
        .registerModule(new JavaTimeModule())
        .registerModule(
            new SimpleModule("legible")
                .addDeserializer(String.class, new LegibleString())
                .addKeyDeserializer(String.class, new LegibleKey()))
        .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .addMixIn(ExecutionDetail.class, Payloads.class);
  }

  /** Deserializes texts, with deceptive characters made visible. */
  static final class LegibleString extends StdDeserializer<String> {
    private static final long serialVersionUID = 1L;

    LegibleString() {
      super(String.class);
    }

    @Override
    public @Nullable String deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      String text = StringDeserializer.instance.deserialize(json, context);
      return text == null ? null : TextSanitizer.text(text);
    }
  }

  /** Deserializes map keys, for example of labels. */
  static final class LegibleKey extends KeyDeserializer {
    @Override
    public Object deserializeKey(String key, DeserializationContext context) {
      return TextSanitizer.text(key);
    }
  }

  /**
   * Deserializes any JSON value as indented text: input and result have the type that a workflow
   * chose.
   */
  @RegisterForReflection
  static final class JsonText extends StdDeserializer<String> {
    private static final long serialVersionUID = 1L;

    JsonText() {
      super(String.class);
    }

    @Override
    public @Nullable String deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      return TextSanitizer.text(context.readTree(json).toPrettyString());
    }
  }

  @RegisterForReflection
  abstract static class Payloads {
    @JsonDeserialize(using = JsonText.class)
    @Nullable String input;

    @JsonDeserialize(using = JsonText.class)
    @Nullable String result;
  }
}
