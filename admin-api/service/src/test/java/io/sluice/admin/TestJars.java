package io.sluice.admin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Jars with generated class files, so that invalid ones can be made too. */
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

  /** The compiled classes, as they are in a jar. */
  public static File[] classes(Class<?>... types) {
    return Arrays.stream(types).map(TestJars::compiled).toArray(File[]::new);
  }

  private static File compiled(Class<?> type) {
    String name = type.getName().replace('.', '/') + ".class";
    try (InputStream bytes =
        Objects.requireNonNull(type.getClassLoader().getResourceAsStream(name))) {
      return File.of(name, bytes.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a valid workflow whose class sets a property when it is initialized. */
  public static File withInitializer(String name, String property) {
    String type = "test.Initialized";
    byte[] good = workflow(name, type, true, true).bytes();
    byte[] bytes =
        ClassFile.of()
            .transformClass(
                ClassFile.of().parse(good),
                ClassTransform.endHandler(
                    builder ->
                        builder.withMethodBody(
                            ConstantDescs.CLASS_INIT_NAME,
                            MethodTypeDesc.of(ConstantDescs.CD_void),
                            ClassFile.ACC_STATIC,
                            code ->
                                code.ldc(property)
                                    .ldc("was here")
                                    .invokestatic(
                                        ClassDesc.of("java.lang.System"),
                                        "setProperty",
                                        MethodTypeDesc.of(
                                            ConstantDescs.CD_String,
                                            ConstantDescs.CD_String,
                                            ConstantDescs.CD_String))
                                    .pop()
                                    .return_())));
    return File.of(type.replace('.', '/') + ".class", bytes);
  }

  /** Writes a jar of this size, which need not fit into memory. */
  public static void ofSize(Path jar, String name, long size) {
    write(jar, name, 0);
    write(jar, name, size - jar.toFile().length());
  }

  private static void write(Path jar, String name, long padding) {
    byte[] piece = new byte[64 * 1024];
    var sum = new CRC32();
    pieces(padding, piece.length).forEach(length -> sum.update(piece, 0, length));
    try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      File workflow = workflow(name);
      zip.putNextEntry(new ZipEntry(workflow.name()));
      zip.write(workflow.bytes());
      var stored = new ZipEntry("padding.bin");
      stored.setMethod(ZipEntry.STORED);
      stored.setSize(padding);
      stored.setCrc(sum.getValue());
      zip.putNextEntry(stored);
      for (int length : pieces(padding, piece.length).toArray()) {
        zip.write(piece, 0, length);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns lengths of pieces with this sum. */
  private static IntStream pieces(long together, int most) {
    int whole = Math.toIntExact(together / most);
    return IntStream.concat(
        IntStream.generate(() -> most).limit(whole), IntStream.of((int) (together % most)));
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
