package io.sluice.process.bundle;

import io.sluice.process.output.BundleHalt;
import io.sluice.process.output.BundleStreams;
import io.sluice.process.output.ProcessLog;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Redirects some calls of the JDK in the classes of a bundle, as they are loaded. {@code
 * Runtime.halt} halts after the log was sent; {@code System.setOut} and {@code setErr} change the
 * stream of the calling execution only. This helps honest authors and is no security boundary,
 * since calls by reflection are not redirected.
 */
final class RedirectedCalls {
  /**
   * A method of the JDK and the static method that is called instead, under the same name. The
   * receiver, if there is one, is the first argument.
   */
  private record Redirect(String owner, String name, String type, Class<?> target, String newType) {
    boolean fits(InvokeInstruction call) {
      return call.owner().asInternalName().equals(owner)
          && call.name().equalsString(name)
          && call.type().equalsString(type);
    }

    boolean mayBeIn(String classFile) {
      return classFile.contains(owner) && classFile.contains(name);
    }
  }

  private static final String TAKES_STREAM = "(Ljava/io/PrintStream;)V";
  private static final List<Redirect> ALL =
      List.of(
          new Redirect(
              "java/lang/Runtime", "halt", "(I)V", BundleHalt.class, "(Ljava/lang/Runtime;I)V"),
          new Redirect(
              "java/lang/System", "setOut", TAKES_STREAM, BundleStreams.class, TAKES_STREAM),
          new Redirect(
              "java/lang/System", "setErr", TAKES_STREAM, BundleStreams.class, TAKES_STREAM));

  private RedirectedCalls() {}

  /**
   * Returns the class file with redirected calls; the same if it has none or cannot be rewritten.
   */
  static byte[] adapt(byte[] classFile, ClassLoader loader) {
    // The names of called methods are plain text in a class file, so most files are not parsed.
    var text = new String(classFile, StandardCharsets.ISO_8859_1);
    if (ALL.stream().noneMatch(redirect -> redirect.mayBeIn(text))) {
      return classFile;
    }
    try {
      var resolver =
          ClassHierarchyResolver.ofResourceParsing(loader)
              .orElse(ClassHierarchyResolver.defaultResolver());
      var parser = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(resolver));
      return parser.transformClass(
          parser.parse(classFile), ClassTransform.transformingMethodBodies(RedirectedCalls::adapt));
    } catch (RuntimeException | LinkageError e) {
      ProcessLog.add("Calls in a class of a bundle are left as they are: " + e);
      return classFile;
    }
  }

  private static void adapt(CodeBuilder code, CodeElement element) {
    if (element instanceof InvokeInstruction call) {
      ALL.stream()
          .filter(redirect -> redirect.fits(call))
          .findFirst()
          .ifPresentOrElse(redirect -> call(code, redirect), () -> code.with(element));
    } else {
      code.with(element);
    }
  }

  private static void call(CodeBuilder code, Redirect redirect) {
    code.invokestatic(
        ClassDesc.of(redirect.target().getName()),
        redirect.name(),
        MethodTypeDesc.ofDescriptor(redirect.newType()));
  }
}
