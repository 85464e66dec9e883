package io.sluice.admin.execution.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads labels from their column. */
final class Labels {

  private static final TypeReference<Map<String, String>> TYPE = new TypeReference<>() {};

  private Labels() {}

  static Map<String, String> read(ObjectMapper json, @Nullable String column) {
    try {
      return column == null ? Map.of() : json.readValue(column, TYPE);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
