package io.sluice.admin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Jars made of class files that no compiler wrote, so that bad ones are as easy as good ones. */
public final class TestJars {

  private static final ClassDesc DEFINITION = ClassDesc.of("io.sluice.workflow.WorkflowDefinition");
  private static final ClassDesc WORKFLOW = ClassDesc.of("io.sluice.workflow.Workflow");

  private TestJars() {}

  /** A file in a jar. */
  public record File(String name, List<Byte> content) {
    public static File of(String name, byte[] content) {
      var bytes = new ArrayList<Byte>(content.length);
      for (byte each : content) {
        bytes.add(each);
      }
      return new File(name, bytes);
    }

    byte[] bytes() {
      byte[] bytes = new byte[content.size()];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = content.get(i);
      }
      return bytes;
    }
  }

  public static File workflow(String name, AnnotationElement... more) {
    return workflow(name, "test." + name.replace("-", "").replace(" ", ""), true, true, more);
  }

  public static File workflow(
      String name,
      String type,
      boolean implementsWorkflow,
      boolean publicConstructor,
      AnnotationElement... more) {
    var elements = new ArrayList<AnnotationElement>();
    elements.add(AnnotationElement.ofString("name", name));
    elements.addAll(Arrays.asList(more));
    byte[] bytes =
        ClassFile.of()
            .build(
                ClassDesc.of(type),
                builder -> {
                  builder.withFlags(ClassFile.ACC_PUBLIC);
                  if (implementsWorkflow) {
                    builder.withInterfaceSymbols(WORKFLOW);
                  }
                  builder.with(
                      RuntimeVisibleAnnotationsAttribute.of(Annotation.of(DEFINITION, elements)));
                  builder.withMethodBody(
                      ConstantDescs.INIT_NAME,
                      MethodTypeDesc.of(ConstantDescs.CD_void),
                      publicConstructor ? ClassFile.ACC_PUBLIC : 0,
                      code ->
                          code.aload(0)
                              .invokespecial(
                                  ConstantDescs.CD_Object,
                                  ConstantDescs.INIT_NAME,
                                  ConstantDescs.MTD_void)
                              .return_());
                });
    return File.of(type.replace('.', '/') + ".class", bytes);
  }

  public static byte[] jar(File... files) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (File file : files) {
        zip.putNextEntry(new ZipEntry(file.name()));
        zip.write(file.bytes());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
