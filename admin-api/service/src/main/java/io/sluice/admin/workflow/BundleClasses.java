package io.sluice.admin.workflow;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The class files of a bundle that define workflows, and the records and enums that their inputs
 * may consist of. Not for use by several threads.
 */
final class BundleClasses {

  /** Of a bundle with more, records and enums beyond this size accept every input. */
  private static final int MAX_DATA_BYTES = 8 * 1024 * 1024;

  private record Found(String entry, ClassModel model, DeclaredWorkflow workflow) {}

  private final List<Found> found = new ArrayList<>();
  private final Map<String, ClassModel> data = new HashMap<>();
  private int dataBytes;

  void add(String entry, byte[] bytes) throws InvalidBundle {
    try {
      ClassModel model = WorkflowClassReader.parse(entry, bytes);
      Optional<DeclaredWorkflow> workflow = WorkflowClassReader.read(model);
      workflow.ifPresent(each -> found.add(new Found(entry, model, each)));
      if (isData(model) && dataBytes + bytes.length <= MAX_DATA_BYTES) {
        dataBytes += bytes.length;
        data.put(model.thisClass().asInternalName(), model);
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw unreadable(entry, e);
    }
  }

  private static boolean isData(ClassModel model) {
    return model.flags().has(AccessFlag.ENUM)
        || model.findAttribute(Attributes.record()).isPresent();
  }

  /** Returns the workflows with the schemas of their inputs. */
  List<DeclaredWorkflow> workflows() throws InvalidBundle {
    if (found.isEmpty()) {
      throw new InvalidBundle("no class in it is annotated with @WorkflowDefinition");
    }
    var names = new HashSet<String>();
    var workflows = new ArrayList<DeclaredWorkflow>();
    for (Found each : found) {
      if (!names.add(each.workflow().name())) {
        throw new InvalidBundle("two classes declare the workflow " + each.workflow().name());
      }
      workflows.add(each.workflow().withInputSchema(schema(each)));
    }
    return workflows;
  }

  private String schema(Found workflow) throws InvalidBundle {
    try {
      return InputSchemaReader.read(workflow.model(), data).toString();
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw unreadable(workflow.entry(), e);
    }
  }

  private static InvalidBundle unreadable(String entry, RuntimeException e) {
    return new InvalidBundle("the class " + entry + " is not readable: " + e.getMessage());
  }
}
