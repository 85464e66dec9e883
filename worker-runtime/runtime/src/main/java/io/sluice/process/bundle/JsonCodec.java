package io.sluice.process.bundle;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.deser.std.UntypedObjectDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import com.fasterxml.jackson.databind.util.LookupCache;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.sluice.process.output.BoundedText;
import io.sluice.workflow.Workflow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Converts JSON to the input of a workflow, and its result to JSON. One for each bundle, with its
 * own caches, because a shared one would keep every class loader alive.
 */
final class JsonCodec {
  static final int MAX_RESULT_BYTES = 256 * 1024;
  private static final int MAX_REASON_BYTES = 2_000;

  private final ObjectMapper mapper;

  JsonCodec(ClassLoader loader) {
    LookupCache<Object, JavaType> cache = new LRUMap<>(16, 200);
    var types = TypeFactory.defaultInstance().withCache(cache).withClassLoader(loader);
    mapper =
        JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .addModule(new SimpleModule("numbers").addDeserializer(Object.class, new Untyped()))
            .typeFactory(types)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(
                SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
                SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
  }

  /**
   * Reads a value without a declared type: numbers with a fraction or an exponent exactly, as
   * {@link BigDecimal}, except a negative zero, which only a double has.
   */
  private static final class Untyped extends UntypedObjectDeserializer {
    private static final long serialVersionUID = 1L;

    Untyped() {
      super(null, (JavaType) null);
    }

    @Override
    public Object deserialize(JsonParser json, DeserializationContext context) throws IOException {
      if (json.currentToken() == JsonToken.VALUE_NUMBER_FLOAT
          && json.getText().startsWith("-")
          && json.getDecimalValue().signum() == 0) {
        return -0.0;
      }
      return super.deserialize(json, context);
    }
  }

  JavaType inputTypeOf(Class<?> workflow) {
    var types = mapper.getTypeFactory();
    var parameters = types.findTypeParameters(types.constructType(workflow), Workflow.class);
    return parameters.length == 2 ? parameters[0] : types.constructType(Object.class);
  }

  /**
   * @throws Refusal {@code InvalidInput}, naming the field
   */
  @Nullable Object read(String json, JavaType type) throws Refusal {
    boolean none = json.isBlank() || json.strip().equals("null");
    if (type.hasRawClass(Void.class)) {
      return refuseAnyInput(none || json.replaceAll("\\s", "").equals("{}"));
    }
    if (none && type.hasRawClass(Object.class)) {
      return null;
    }
    var present = none ? "{}" : json;
    try {
      return mapper.readValue(present, type);
    } catch (JsonProcessingException e) {
      throw Refusal.invalidInput(unknownField(present, type).orElse(sentence(e)));
    }
  }

  /**
   * Returns a sentence about an unknown field. A misspelt field leaves a required one empty, which
   * Jackson reports first; the wrong name is more helpful to the author.
   */
  private Optional<String> unknownField(String json, JavaType type) {
    try {
      mapper
          .readerFor(type)
          .without(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .readValue(json);
    } catch (UnrecognizedPropertyException unknown) {
      return Optional.of(sentence(unknown));
    } catch (JsonProcessingException _) {
      // The first message was the better one.
    }
    return Optional.empty();
  }

  private static @Nullable Object refuseAnyInput(boolean none) throws Refusal {
    if (none) {
      return null;
    }
    throw Refusal.invalidInput("This workflow takes no input.");
  }

  private static String sentence(JsonProcessingException e) {
    return switch (e) {
      case UnrecognizedPropertyException unknown ->
          cut(
              String.format(
                  Locale.ROOT,
                  "The field \"%s\" is unknown; known are %s.",
                  path(unknown),
                  unknown.getKnownPropertyIds()));
      case ValueInstantiationException refused when refused.getCause() != null ->
          cut(at(refused) + reason(refused.getCause()));
      case MismatchedInputException missing
          when missing.getOriginalMessage().startsWith("Cannot map `null`") ->
          cut(at(missing) + "it is missing or null.");
      case JsonMappingException mapping -> cut(at(mapping) + mapping.getOriginalMessage());
      default -> cut("The input is not JSON: " + e.getOriginalMessage());
    };
  }

  private static String reason(Throwable refused) {
    var message = refused.getMessage();
    return message == null ? refused.getClass().getName() : message;
  }

  private static String at(JsonMappingException e) {
    return e.getPath().isEmpty() ? "The input: " : "The field \"" + path(e) + "\": ";
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(
            step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
        .collect(Collectors.joining("."));
  }

  private static String cut(String text) {
    return BoundedText.of(text, MAX_REASON_BYTES);
  }

  /**
   * Returns the result as JSON, empty for none.
   *
   * @throws Refusal {@code ResultTooLarge} or {@code ResultNotSerializable}
   */
  String write(@Nullable Object result) throws Refusal {
    if (result == null) {
      return "";
    }
    var output = new LimitedOutput(MAX_RESULT_BYTES);
    try {
      mapper.writeValue(output, result);
      return output.text();
    } catch (LimitedOutput.Full _) {
      throw Refusal.resultTooLarge(MAX_RESULT_BYTES);
    } catch (IOException e) {
      throw refusal(e);
    }
  }

  private static Refusal refusal(IOException e) {
    if (Causes.of(e).stream().anyMatch(LimitedOutput.Full.class::isInstance)) {
      return Refusal.resultTooLarge(MAX_RESULT_BYTES);
    }
    return e instanceof JsonMappingException mapping
        ? Refusal.resultNotSerializable(cut(at(mapping) + mapping.getOriginalMessage()))
        : Refusal.resultNotSerializable(cut(String.valueOf(e.getMessage())));
  }

  /** Output that refuses the first byte beyond its limit, so that a huge result costs no memory. */
  static final class LimitedOutput extends OutputStream {
    /** Refusal of output beyond the limit. */
    static final class Full extends IOException {
      private static final long serialVersionUID = 1L;
    }

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int limit;

    LimitedOutput(int limit) {
      this.limit = limit;
    }

    @Override
    public void write(int one) throws IOException {
      refuseBeyondLimit(1);
      bytes.write(one);
    }

    @Override
    public void write(byte[] more, int from, int length) throws IOException {
      refuseBeyondLimit(length);
      bytes.write(more, from, length);
    }

    private void refuseBeyondLimit(int more) throws Full {
      if (more > limit - bytes.size()) {
        throw new Full();
      }
    }

    String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }
}
