package io.sluice.admin.workflow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassSignature;
import java.lang.classfile.Signature;
import java.lang.classfile.Signature.ArrayTypeSig;
import java.lang.classfile.Signature.BaseTypeSig;
import java.lang.classfile.Signature.ClassTypeSig;
import java.lang.classfile.Signature.TypeArg;
import java.lang.classfile.Signature.TypeVarSig;
import java.lang.classfile.attribute.RecordAttribute;
import java.lang.classfile.attribute.RecordComponentInfo;
import java.lang.reflect.AccessFlag;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Derives the JSON Schema (draft 2020-12) of the input of one workflow from class files; no class
 * is loaded. A type that says nothing about its JSON accepts everything.
 *
 * <p>A schema refuses only what the process would refuse too, except numbers where a text or an
 * enum constant is declared. Not for use by several threads.
 */
final class InputSchemaReader {

  private static final String WORKFLOW = "io/sluice/workflow/Workflow";
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
  private static final int MAX_CHARACTERS = 32 * 1024;

  /** Factories and constructors by which Jackson makes a record from a text or a number. */
  private static final Set<String> FACTORIES = Set.of("valueOf", "fromString");

  private static final Pattern ONE_SCALAR =
      Pattern.compile("\\((Ljava/lang/String;|I|J|D|Z|Ljava/math/Big\\w+;)\\).+");

  private final Map<String, ClassModel> classes;
  private final ObjectNode definitions = JsonNodeFactory.instance.objectNode();
  private final ArrayDeque<String> pending = new ArrayDeque<>();
  private final Set<String> known = new HashSet<>();

  private InputSchemaReader(Map<String, ClassModel> classes) {
    this.classes = classes;
  }

  /**
   * Derives the schema; an empty object accepts every input.
   *
   * @param classes the records and enums of the bundle by internal name
   * @throws InvalidBundle if an annotation of a record component contradicts its type
   */
  static ObjectNode read(ClassModel workflow, Map<String, ClassModel> classes)
      throws InvalidBundle {
    Optional<Signature> input = inputType(workflow);
    return input.isEmpty()
        ? JsonNodeFactory.instance.objectNode()
        : new InputSchemaReader(classes).root(input.get());
  }

  private static Optional<Signature> inputType(ClassModel workflow) {
    return workflow
        .findAttribute(Attributes.signature())
        .map(attribute -> attribute.asClassSignature())
        .map(ClassSignature::superinterfaceSignatures)
        .flatMap(all -> all.stream().filter(each -> each.className().equals(WORKFLOW)).findFirst())
        .flatMap(type -> argument(type, 0));
  }

  private ObjectNode root(Signature input) throws InvalidBundle {
    ObjectNode schema =
        input instanceof ClassTypeSig type && isRecord(type)
            ? recordSchema(internalName(type))
            : type(input);
    while (!pending.isEmpty()) {
      String name = pending.remove();
      ObjectNode definition = recordSchema(name);
      InputTypes.allowNull(definition);
      definitions.set(key(name), definition);
    }
    if (schema.isEmpty()) {
      return schema;
    }
    ObjectNode whole = JsonNodeFactory.instance.objectNode().put("$schema", DIALECT);
    whole.setAll(schema);
    if (!definitions.isEmpty()) {
      whole.set("$defs", definitions);
    }
    return whole.toString().length() > MAX_CHARACTERS
        ? JsonNodeFactory.instance.objectNode()
        : whole;
  }

  private ObjectNode recordSchema(String name) throws InvalidBundle {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = JsonNodeFactory.instance.arrayNode();
    for (RecordComponentInfo component : components(name)) {
      Signature type = typeOf(component);
      ObjectNode property = type(type);
      boolean needed =
          InputFieldReader.read(key(name), component, property) || type instanceof BaseTypeSig;
      if (needed) {
        required.add(component.name().stringValue());
        InputTypes.refuseNull(property);
      } else {
        InputTypes.allowNull(property);
      }
      properties.set(component.name().stringValue(), property);
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    return schema.put("additionalProperties", false);
  }

  private List<RecordComponentInfo> components(String name) {
    return Optional.ofNullable(classes.get(name))
        .flatMap(model -> model.findAttribute(Attributes.record()))
        .map(RecordAttribute::components)
        .orElse(List.of());
  }

  private static Signature typeOf(RecordComponentInfo component) {
    return component
        .findAttribute(Attributes.signature())
        .map(attribute -> attribute.asTypeSignature())
        .orElseGet(() -> Signature.parseFrom(component.descriptor().stringValue()));
  }

  private ObjectNode type(Signature type) {
    return switch (type) {
      case BaseTypeSig base -> InputTypes.primitive(base.baseType());
      case ArrayTypeSig array -> array(array.componentSignature());
      case ClassTypeSig declared -> declared(declared);
      case TypeVarSig _ -> JsonNodeFactory.instance.objectNode();
    };
  }

  private ObjectNode array(Signature items) {
    return items instanceof BaseTypeSig base && (base.baseType() == 'B' || base.baseType() == 'C')
        ? InputTypes.text()
        : list(items);
  }

  private ObjectNode list(Signature items) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "array");
    schema.set("items", element(items));
    return schema;
  }

  /** An element of a list or a map, which may be null unless it is primitive. */
  private ObjectNode element(Signature type) {
    ObjectNode schema = type(type);
    if (!(type instanceof BaseTypeSig)) {
      InputTypes.allowNull(schema);
    }
    return schema;
  }

  private ObjectNode declared(ClassTypeSig type) {
    String name = internalName(type);
    if (isRecord(type)) {
      if (known.add(name)) {
        pending.add(name);
      }
      return JsonNodeFactory.instance.objectNode().put("$ref", "#/$defs/" + key(name));
    }
    ClassModel model = classes.get(name);
    if (model != null && model.flags().has(AccessFlag.ENUM)) {
      return constants(model);
    }
    return switch (InputTypes.shape(name)) {
      case LIST -> argument(type, 0).map(this::list).orElseGet(InputTypes::list);
      case MAP -> map(argument(type, 1));
      case OPTIONAL ->
          argument(type, 0).map(this::type).orElseGet(JsonNodeFactory.instance::objectNode);
      case OTHER -> InputTypes.named(name);
    };
  }

  private ObjectNode map(Optional<Signature> values) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    values.ifPresent(type -> schema.set("additionalProperties", element(type)));
    return schema;
  }

  private static ObjectNode constants(ClassModel model) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    ArrayNode constants = schema.putArray("enum");
    model.fields().stream()
        .filter(field -> field.flags().has(AccessFlag.ENUM))
        .forEach(field -> constants.add(field.fieldName().stringValue()));
    return schema;
  }

  private boolean isRecord(ClassTypeSig type) {
    ClassModel model = classes.get(internalName(type));
    return model != null
        && model.findAttribute(Attributes.record()).isPresent()
        && model.methods().stream()
            .noneMatch(
                method ->
                    ONE_SCALAR.matcher(method.methodType().stringValue()).matches()
                        && (FACTORIES.contains(method.methodName().stringValue())
                            || isFurtherConstructor(model, method.methodName().stringValue())));
  }

  /** True for a constructor with one scalar parameter of a record with other components. */
  private static boolean isFurtherConstructor(ClassModel model, String method) {
    return method.equals("<init>")
        && model.findAttribute(Attributes.record()).orElseThrow().components().size() != 1;
  }

  private static Optional<Signature> argument(ClassTypeSig type, int index) {
    return index < type.typeArgs().size()
            && type.typeArgs().get(index) instanceof TypeArg.Bounded bounded
            && bounded.wildcardIndicator() != TypeArg.Bounded.WildcardIndicator.SUPER
        ? Optional.of(bounded.boundType())
        : Optional.empty();
  }

  private static String internalName(ClassTypeSig type) {
    return type.outerType()
        .map(outer -> internalName(outer) + "$" + type.className())
        .orElse(type.className());
  }

  private static String key(String internalName) {
    return internalName.replace('/', '.');
  }
}
