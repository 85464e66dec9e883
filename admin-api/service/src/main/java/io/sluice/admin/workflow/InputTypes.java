package io.sluice.admin.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** JSON Schemas of types of the JDK, as a process reads them from JSON. Pure. */
final class InputTypes {

  /** The form of a generic type in JSON. */
  enum Shape {
    LIST,
    MAP,
    OPTIONAL,
    OTHER
  }

  private static final String UTIL = "java/util/";
  private static final Set<String> LISTS =
      Set.of(
          "List",
          "ArrayList",
          "LinkedList",
          "Collection",
          "SequencedCollection",
          "Set",
          "HashSet",
          "LinkedHashSet",
          "SortedSet",
          "NavigableSet",
          "SequencedSet",
          "TreeSet",
          "Queue",
          "Deque",
          "ArrayDeque");
  private static final Set<String> MAPS =
      Set.of(
          "Map",
          "HashMap",
          "LinkedHashMap",
          "SortedMap",
          "NavigableMap",
          "SequencedMap",
          "TreeMap");

  private InputTypes() {}

  static Shape shape(String internalName) {
    if (internalName.equals("java/lang/Iterable")) {
      return Shape.LIST;
    }
    if (!internalName.startsWith(UTIL)) {
      return Shape.OTHER;
    }
    String name = internalName.substring(UTIL.length());
    if (LISTS.contains(name)) {
      return Shape.LIST;
    }
    if (MAPS.contains(name)) {
      return Shape.MAP;
    }
    return name.equals("Optional") ? Shape.OPTIONAL : Shape.OTHER;
  }

  /** The schema of a primitive type, by its letter in a descriptor. */
  static ObjectNode primitive(char type) {
    return switch (type) {
      case 'Z' -> of("boolean");
      case 'C' -> text().put("minLength", 1).put("maxLength", 1);
      case 'B' -> integer(Byte.MIN_VALUE, Byte.MAX_VALUE);
      case 'S' -> integer(Short.MIN_VALUE, Short.MAX_VALUE);
      case 'I' -> integer(Integer.MIN_VALUE, Integer.MAX_VALUE);
      case 'J' -> integer(Long.MIN_VALUE, Long.MAX_VALUE);
      default -> of("number");
    };
  }

  /** The schema of a class; it accepts everything if the class is not known. */
  static ObjectNode named(String internalName) {
    return switch (internalName) {
      case "java/lang/Boolean" -> primitive('Z');
      case "java/lang/Character" -> primitive('C');
      case "java/lang/Byte" -> primitive('B');
      case "java/lang/Short" -> primitive('S');
      case "java/lang/Integer", "java/util/OptionalInt" -> primitive('I');
      case "java/lang/Long", "java/util/OptionalLong" -> primitive('J');
      case "java/lang/Float",
          "java/lang/Double",
          "java/lang/Number",
          "java/math/BigDecimal",
          "java/util/OptionalDouble" ->
          of("number");
      case "java/math/BigInteger" -> of("integer");
      case "java/lang/String", "java/lang/CharSequence", "java/net/URI", "java/time/LocalTime" ->
          text();
      case "java/util/UUID" -> text().put("format", "uuid");
      case "java/time/LocalDate" -> text().put("format", "date");
      case "java/time/Instant", "java/time/OffsetDateTime" ->
          textOrNumber().put("format", "date-time");
      case "java/time/ZonedDateTime", "java/time/LocalDateTime", "java/time/Duration" ->
          textOrNumber();
      case "java/lang/Void" -> none();
      default -> JsonNodeFactory.instance.objectNode();
    };
  }

  static ObjectNode text() {
    return of("string");
  }

  static ObjectNode list() {
    return of("array");
  }

  /** Extends a schema so that it also accepts null, as definitions that are referred to do. */
  static void allowNull(ObjectNode schema) {
    if (schema.get("enum") instanceof ArrayNode constants) {
      constants.addNull();
      return;
    }
    JsonNode type = schema.get("type");
    if (type instanceof ArrayNode types) {
      types.add("null");
    } else if (type != null) {
      schema.putArray("type").add(type).add("null");
    }
  }

  /** Restricts a schema so that it does not accept null. */
  static void refuseNull(ObjectNode schema) {
    if (schema.has("$ref")) {
      schema.put("type", "object");
    }
  }

  /** The input of a workflow that takes none. */
  private static ObjectNode none() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.putArray("type").add("object").add("null");
    return schema.put("maxProperties", 0);
  }

  private static ObjectNode textOrNumber() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.putArray("type").add("string").add("number");
    return schema;
  }

  private static ObjectNode integer(long min, long max) {
    return of("integer").put("minimum", min).put("maximum", max);
  }

  private static ObjectNode of(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }
}
