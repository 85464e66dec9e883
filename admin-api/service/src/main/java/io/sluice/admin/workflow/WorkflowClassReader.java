package io.sluice.admin.workflow;

import io.sluice.diagnosis.CutText;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.reflect.AccessFlag;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the workflow definition from a class file and checks that Sluice can run it. */
final class WorkflowClassReader {

  private static final String DEFINITION = "Lio/sluice/workflow/WorkflowDefinition;";
  private static final String WORKFLOW = "io/sluice/workflow/Workflow";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._-]{0,99}");
  private static final int MAX_DESCRIPTION = 500;
  private static final int MAX_TIMEOUT = 604_800;
  private static final int MAX_RETRIES = 100;

  private WorkflowClassReader() {}

  /**
   * Parses a class file.
   *
   * @throws IllegalArgumentException if it is malformed
   */
  static ClassModel parse(String entry, byte[] bytes) throws InvalidBundle {
    if (majorVersion(bytes) > ClassFile.latestMajorVersion()) {
      throw new InvalidBundle("the class " + entry + " is for a newer Java than this one");
    }
    return ClassFile.of().parse(bytes);
  }

  /** Returns the workflow that the class defines; empty if it defines none. */
  static Optional<DeclaredWorkflow> read(ClassModel model) throws InvalidBundle {
    Optional<Annotation> definition = definition(model);
    return definition.isEmpty()
        ? Optional.empty()
        : Optional.of(workflow(model, values(definition.get())));
  }

  /**
   * Reads the version from bytes 6 and 7, because the parser refuses a newer class file without a
   * reason.
   */
  private static int majorVersion(byte[] bytes) {
    return bytes.length < 8 ? 0 : ((bytes[6] & 0xff) << 8) | (bytes[7] & 0xff);
  }

  private static Optional<Annotation> definition(ClassModel model) {
    return model
        .findAttribute(Attributes.runtimeVisibleAnnotations())
        .flatMap(
            attribute ->
                attribute.annotations().stream()
                    .filter(each -> each.className().equalsString(DEFINITION))
                    .findFirst());
  }

  private static Map<String, AnnotationValue> values(Annotation annotation) {
    var values = new HashMap<String, AnnotationValue>();
    for (AnnotationElement element : annotation.elements()) {
      values.put(element.name().stringValue(), element.value());
    }
    return values;
  }

  private static DeclaredWorkflow workflow(ClassModel model, Map<String, AnnotationValue> values)
      throws InvalidBundle {
    String type = model.thisClass().asInternalName().replace('/', '.');
    usable(model, type);
    String name = text(values.get("name"), "");
    if (!NAME.matcher(name).matches()) {
      throw new InvalidBundle(
          type + " has the workflow name \"" + name + "\": it must be 1 to 100 of a-z 0-9 . _ -");
    }
    int timeout = number(values.get("timeoutSeconds"));
    AnnotationValue retries = values.get("maxRetries");
    inRange(type, "timeoutSeconds", timeout, MAX_TIMEOUT);
    inRange(type, "maxRetries", number(retries), MAX_RETRIES);
    String description = text(values.get("description"), "");
    return new DeclaredWorkflow(
        name,
        CutText.start(description, MAX_DESCRIPTION),
        type,
        model(values.get("executionModel")),
        new DeclaredWorkflow.Limits(
            timeout == 0 ? null : timeout, retries == null ? null : number(retries)),
        new DeclaredWorkflow.Guarantees(
            flag(values.get("idempotent")),
            flag(values.get("exclusive")),
            flag(values.get("atMostOnce"))),
        DeclaredWorkflow.ANY_INPUT);
  }

  private static void usable(ClassModel model, String type) throws InvalidBundle {
    if (!model.flags().has(AccessFlag.PUBLIC) || model.flags().has(AccessFlag.ABSTRACT)) {
      throw new InvalidBundle(type + " must be a public class that is not abstract");
    }
    if (model.interfaces().stream().noneMatch(each -> each.asInternalName().equals(WORKFLOW))) {
      throw new InvalidBundle(type + " must implement io.sluice.workflow.Workflow directly");
    }
    boolean constructor =
        model.methods().stream()
            .anyMatch(
                method ->
                    method.methodName().equalsString("<init>")
                        && method.methodType().equalsString("()V")
                        && method.flags().has(AccessFlag.PUBLIC));
    if (!constructor) {
      throw new InvalidBundle(type + " must have a public constructor without parameters");
    }
  }

  private static void inRange(String type, String element, int value, int max)
      throws InvalidBundle {
    if (value < 0 || value > max) {
      throw new InvalidBundle(type + " has " + element + " " + value + ": it must be 0 to " + max);
    }
  }

  private static String text(@Nullable AnnotationValue value, String otherwise) {
    return value instanceof AnnotationValue.OfString text ? text.stringValue() : otherwise;
  }

  private static int number(@Nullable AnnotationValue value) {
    return value instanceof AnnotationValue.OfInt number ? number.intValue() : 0;
  }

  private static boolean flag(@Nullable AnnotationValue value) {
    return value instanceof AnnotationValue.OfBoolean flag && flag.booleanValue();
  }

  private static @Nullable String model(@Nullable AnnotationValue value) {
    String constant =
        value instanceof AnnotationValue.OfEnum named ? named.constantName().stringValue() : "";
    return switch (constant) {
      case "THREAD", "PROCESS", "ISOLATED" -> constant.toLowerCase(Locale.ROOT);
      default -> null;
    };
  }
}
