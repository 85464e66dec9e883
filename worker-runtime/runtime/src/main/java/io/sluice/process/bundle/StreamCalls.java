package io.sluice.process.bundle;

import io.sluice.process.output.BundleStreams;
import io.sluice.process.output.ProcessLog;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Rewrites calls of {@code System.setOut} and {@code System.setErr} in the classes of a bundle into
 * calls of {@link BundleStreams}, which change the stream of the calling execution only: the output
 * of its neighbours would go there as well. A call by reflection is not seen; what it changes is
 * put back.
 */
final class StreamCalls {
  private static final String SYSTEM = "java/lang/System";
  private static final Set<String> SETTERS = Set.of("setOut", "setErr");
  private static final String TYPE = "(Ljava/io/PrintStream;)V";
  private static final ClassDesc TARGET = BundleStreams.class.describeConstable().orElseThrow();

  private StreamCalls() {}

  /** The class file with its calls rewritten; the same when it has none or cannot be rewritten. */
  static byte[] adapt(byte[] classFile, ClassLoader loader) {
    var text = new String(classFile, StandardCharsets.ISO_8859_1);
    if (SETTERS.stream().noneMatch(text::contains) || !text.contains(SYSTEM)) {
      return classFile;
    }
    try {
      var resolver =
          ClassHierarchyResolver.ofResourceParsing(loader)
              .orElse(ClassHierarchyResolver.defaultResolver());
      var parser = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(resolver));
      return parser.transformClass(
          parser.parse(classFile), ClassTransform.transformingMethodBodies(StreamCalls::adapt));
    } catch (RuntimeException | LinkageError e) {
      ProcessLog.add("A call of System.setOut or setErr in a bundle is left as it is: " + e);
      return classFile;
    }
  }

  private static void adapt(CodeBuilder code, CodeElement element) {
    if (element instanceof InvokeInstruction call
        && call.opcode() == Opcode.INVOKESTATIC
        && call.owner().asInternalName().equals(SYSTEM)
        && SETTERS.contains(call.name().stringValue())
        && call.type().equalsString(TYPE)) {
      code.invokestatic(TARGET, call.name().stringValue(), call.typeSymbol());
    } else {
      code.with(element);
    }
  }
}
