package peer;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Records with a value in every field, also in those that only this version has: what an optional
 * field would hide must be in the message.
 */
final class Samples {
  private Samples() {}

  static <T> T of(Class<T> type) {
    return of(type, Map.of());
  }

  /**
   * @param given values of fields, by name, that are not to be made up
   */
  static <T> T of(Class<T> type, Map<String, ?> given) {
    RecordComponent[] fields = type.getRecordComponents();
    try {
      Class<?>[] types =
          Arrays.stream(fields).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<T> canonical = type.getDeclaredConstructor(types);
      return canonical.newInstance(
          Arrays.stream(fields)
              .map(
                  field ->
                      given.containsKey(field.getName())
                          ? given.get(field.getName())
                          : value(field.getName(), field.getGenericType()))
              .toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("No sample of " + type, e);
    }
  }

  private static Object value(String name, Type type) {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      return List.of(value(name, list.getActualTypeArguments()[0]));
    }
    var simple = (Class<?>) type;
    return switch (simple.getSimpleName()) {
      case "String" -> name + " ü\n\"";
      case "Instant" -> Instant.parse("2026-11-29T20:00:00.123456Z");
      case "int", "Integer" -> 7;
      case "long", "Long" -> 7_000_000_000L;
      case "double", "Double" -> 0.25;
      case "boolean", "Boolean" -> true;
      default -> simple.isEnum() ? simple.getEnumConstants()[0] : of(simple);
    };
  }
}
