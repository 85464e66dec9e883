package io.sluice.admin.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Parts of a JSON text in UTF-8, byte for byte as they came: a number that is read and written
 * again may have another form, and another value. Pure functions.
 */
public final class RawJson {

  private static final JsonFactory JSON = new JsonFactory();

  private RawJson() {}

  /**
   * Splits an array into its elements, which need not be valid JSON themselves.
   *
   * @return empty if the text is not one array from its first to its last byte
   */
  public static Optional<List<byte[]>> elements(byte[] json) {
    int start = skipBlank(json, 0);
    if (start == json.length || json[start] != '[') {
      return Optional.empty();
    }
    var elements = new ArrayList<byte[]>();
    int depth = 1;
    boolean text = false;
    int from = start + 1;
    for (int i = from; i < json.length; i++) {
      byte at = json[i];
      if (text) {
        if (at == '\\') {
          i++;
        } else if (at == '"') {
          text = false;
        }
      } else if (at == '"') {
        text = true;
      } else if (at == '[' || at == '{') {
        depth++;
      } else if (at == ']' || at == '}') {
        depth--;
        if (depth == 0) {
          if (!elements.isEmpty() || skipBlank(json, from) < i) {
            elements.add(Arrays.copyOfRange(json, from, i));
          }
          return skipBlank(json, i + 1) == json.length ? Optional.of(elements) : Optional.empty();
        }
      } else if (at == ',' && depth == 1) {
        elements.add(Arrays.copyOfRange(json, from, i));
        from = i + 1;
      }
    }
    return Optional.empty();
  }

  private static int skipBlank(byte[] json, int from) {
    int i = from;
    while (i < json.length
        && (json[i] == ' ' || json[i] == '\n' || json[i] == '\r' || json[i] == '\t')) {
      i++;
    }
    return i;
  }

  /** Returns the value of a field of a valid JSON object; empty if it has no such field. */
  public static Optional<String> field(byte[] object, String name) {
    try (JsonParser parser = JSON.createParser(object)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = parser.currentName().equals(name);
        parser.nextToken();
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        int to = (int) parser.currentLocation().getByteOffset();
        if (wanted) {
          return Optional.of(new String(object, from, to - from, StandardCharsets.UTF_8).strip());
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("The text was read as JSON before", e);
    }
  }

  /**
   * Returns the canonical form of a valid JSON text: no blanks, fields in the order of their names,
   * numbers as they came. It depends on the text alone, not on what this version knows of it.
   */
  public static String canonical(byte[] json) {
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      var canonical = new StringBuilder(json.length);
      append(parser, canonical);
      return canonical.toString();
    } catch (IOException e) {
      throw new UncheckedIOException("The text was read as JSON before", e);
    }
  }

  private static void append(JsonParser parser, StringBuilder out) throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, String> fields = new TreeMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          var value = new StringBuilder();
          append(parser, value);
          fields.put(name, value.toString());
        }
        String separator = "{";
        for (Map.Entry<String, String> field : fields.entrySet()) {
          out.append(separator);
          quote(field.getKey(), out);
          out.append(':').append(field.getValue());
          separator = ",";
        }
        out.append(fields.isEmpty() ? "{}" : "}");
      }
      case START_ARRAY -> {
        out.append('[');
        String separator = "";
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          out.append(separator);
          append(parser, out);
          separator = ",";
        }
        out.append(']');
      }
      case VALUE_STRING -> quote(parser.getText(), out);
      default -> out.append(parser.getText());
    }
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"').append(JsonStringEncoder.getInstance().quoteAsString(text)).append('"');
  }
}
