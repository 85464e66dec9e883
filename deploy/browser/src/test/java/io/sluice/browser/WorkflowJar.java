package io.sluice.browser;

import java.io.IOException;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A jar with one workflow that returns its input. */
final class WorkflowJar {
  private static final ClassDesc TYPE = ClassDesc.of("uploaded.Uploaded");
  private static final ClassDesc DEFINITION = ClassDesc.of("io.sluice.workflow.WorkflowDefinition");
  private static final ClassDesc WORKFLOW = ClassDesc.of("io.sluice.workflow.Workflow");
  private static final ClassDesc CONTEXT = ClassDesc.of("io.sluice.workflow.WorkflowContext");

  private WorkflowJar() {}

  static Path write(Path folder, String name) throws IOException {
    Path jar = folder.resolve(name + ".jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("uploaded/Uploaded.class"));
      out.write(workflow(name));
    }
    return jar;
  }

  private static byte[] workflow(String name) {
    return ClassFile.of()
        .build(
            TYPE,
            type ->
                type.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL)
                    .withInterfaceSymbols(WORKFLOW)
                    .with(
                        RuntimeVisibleAnnotationsAttribute.of(
                            Annotation.of(DEFINITION, AnnotationElement.ofString("name", name))))
                    .withMethodBody(
                        ConstantDescs.INIT_NAME,
                        ConstantDescs.MTD_void,
                        ClassFile.ACC_PUBLIC,
                        code ->
                            code.aload(0)
                                .invokespecial(
                                    ConstantDescs.CD_Object,
                                    ConstantDescs.INIT_NAME,
                                    ConstantDescs.MTD_void)
                                .return_())
                    .withMethodBody(
                        "run",
                        MethodTypeDesc.of(
                            ConstantDescs.CD_Object, ConstantDescs.CD_Object, CONTEXT),
                        ClassFile.ACC_PUBLIC,
                        code -> code.aload(1).areturn()));
  }
}
