package io.sluice.process.bundle;

import io.sluice.process.output.BundleHalt;
import io.sluice.process.output.ProcessLog;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.charset.StandardCharsets;

/**
 * Rewrites calls of {@code Runtime.halt} in the classes of a bundle into calls of {@link
 * BundleHalt#halt}, which halts too, after what was logged is sent. It helps the author who looks
 * for the last lines; it is no boundary, since a call by reflection is not seen.
 */
final class HaltCalls {
  private static final String RUNTIME = "java/lang/Runtime";
  private static final String HALT = "halt";
  private static final ClassDesc TARGET = BundleHalt.class.describeConstable().orElseThrow();
  private static final MethodTypeDesc TARGET_TYPE =
      MethodTypeDesc.of(
          ConstantDescs.CD_void, ClassDesc.ofInternalName(RUNTIME), ConstantDescs.CD_int);

  private HaltCalls() {}

  /** The class file with its calls rewritten; the same when it has none or cannot be rewritten. */
  static byte[] adapt(byte[] classFile, ClassLoader loader) {
    var text = new String(classFile, StandardCharsets.ISO_8859_1);
    if (!text.contains(RUNTIME) || !text.contains(HALT)) {
      return classFile;
    }
    try {
      var resolver =
          ClassHierarchyResolver.ofResourceParsing(loader)
              .orElse(ClassHierarchyResolver.defaultResolver());
      var parser = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(resolver));
      return parser.transformClass(
          parser.parse(classFile), ClassTransform.transformingMethodBodies(HaltCalls::adapt));
    } catch (RuntimeException | LinkageError e) {
      ProcessLog.add("A call of Runtime.halt in a bundle is left as it is: " + e);
      return classFile;
    }
  }

  private static void adapt(CodeBuilder code, CodeElement element) {
    if (element instanceof InvokeInstruction call
        && call.opcode() == Opcode.INVOKEVIRTUAL
        && call.owner().asInternalName().equals(RUNTIME)
        && call.name().equalsString(HALT)
        && call.type().equalsString("(I)V")) {
      code.invokestatic(TARGET, HALT, TARGET_TYPE);
    } else {
      code.with(element);
    }
  }
}
