package io.sluice.admin.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.admin.TestJars;
import io.sluice.admin.TestJars.File;
import io.sluice.admin.workflow.BundleReader.Bundle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.AnnotationValue;
import java.lang.constant.ClassDesc;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BundleReaderTest {

  @Test
  void aWorkflowIsReadFromItsClassFile() throws InvalidBundle {
    var model =
        AnnotationElement.of(
            "executionModel",
            AnnotationValue.ofEnum(ClassDesc.of("io.sluice.workflow.ExecutionModel"), "ISOLATED"));
    byte[] jar =
        TestJars.jar(
            TestJars.workflow(
                "log-digest",
                AnnotationElement.ofString("description", "Digests."),
                AnnotationElement.ofInt("timeoutSeconds", 7),
                AnnotationElement.ofInt("maxRetries", 2),
                AnnotationElement.ofBoolean("idempotent", true),
                AnnotationElement.ofBoolean("exclusive", true),
                AnnotationElement.ofBoolean("atMostOnce", true),
                model));

    Bundle bundle = BundleReader.read(jar);

    assertThat(bundle.sha256()).matches("[0-9a-f]{64}");
    assertThat(bundle.workflows())
        .containsExactly(
            new DeclaredWorkflow(
                "log-digest",
                "Digests.",
                "test.logdigest",
                "isolated",
                new DeclaredWorkflow.Limits(7, 2),
                new DeclaredWorkflow.Guarantees(true, true, true),
                DeclaredWorkflow.ANY_INPUT));
  }

  @Test
  void whatAWorkflowDoesNotSayIsOff() throws InvalidBundle {
    Bundle bundle = BundleReader.read(TestJars.jar(TestJars.workflow("plain")));

    assertThat(bundle.workflows())
        .containsExactly(
            new DeclaredWorkflow(
                "plain",
                "",
                "test.plain",
                null,
                new DeclaredWorkflow.Limits(null, null),
                new DeclaredWorkflow.Guarantees(false, false, false),
                DeclaredWorkflow.ANY_INPUT));
  }

  static Stream<Arguments> hostileJars() {
    File good = TestJars.workflow("good");
    return Stream.of(
        Arguments.of("not a jar", "no jar".getBytes(StandardCharsets.UTF_8)),
        Arguments.of("empty", new byte[0]),
        Arguments.of("points out of the jar", jar(good, text("../evil", "x"))),
        Arguments.of("points out of the jar", jar(good, text("/etc/evil", "x"))),
        Arguments.of("points out of the jar", jar(good, text("a\\..\\evil", "x"))),
        Arguments.of("is in it twice", twice()),
        Arguments.of("100 times its size", jar(good, File.of("bomb", new byte[20_000_000]))),
        Arguments.of("native library", jar(good, text("lib/x.so", "x"))),
        Arguments.of("Class-Path", jar(good, manifest("Class-Path: other.jar"))),
        Arguments.of("Premain-Class", jar(good, manifest("Premain-Class: Agent"))),
        Arguments.of("package of the JDK or of Sluice", jar(good, text("java/lang/X.class", "x"))),
        Arguments.of(
            "package of the JDK or of Sluice", jar(good, text("io/sluice/workflow/X.class", "x"))),
        Arguments.of("not readable", jar(good, text("X.class", "no"))),
        Arguments.of("newer Java", jar(newer(good))),
        Arguments.of("no class in it", jar(text("readme", "x"))),
        Arguments.of("the workflow name", jar(TestJars.workflow("Bad Name"))),
        Arguments.of(
            "two classes declare", jar(good, TestJars.workflow("good", "test.Other", true, true))),
        Arguments.of("must implement", jar(TestJars.workflow("a", "test.A", false, true))),
        Arguments.of("public constructor", jar(TestJars.workflow("a", "test.A", true, false))),
        Arguments.of(
            "timeoutSeconds",
            jar(TestJars.workflow("a", AnnotationElement.ofInt("timeoutSeconds", -1)))));
  }

  @ParameterizedTest
  @MethodSource("hostileJars")
  void aHostileJarIsRefusedInWords(String words, byte[] jar) {
    assertThatThrownBy(() -> BundleReader.read(jar))
        .isInstanceOf(InvalidBundle.class)
        .hasMessageContaining(words.startsWith("not a") || words.equals("empty") ? "jar" : words);
  }

  @Test
  void classesCountInTheLimitOfWhatAJarUnpacksTo() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("noise"));
      byte[] noise = new byte[6 * 1024 * 1024];
      new Random(1).nextBytes(noise);
      zip.write(noise);
      byte[] empty = new byte[8 * 1024 * 1024];
      for (int i = 0; i < 64; i++) {
        zip.putNextEntry(new ZipEntry("META-INF/versions/25/X" + i + ".class"));
        zip.write(empty);
      }
    }

    assertThatThrownBy(() -> BundleReader.read(bytes.toByteArray()))
        .isInstanceOf(InvalidBundle.class)
        .hasMessageContaining("more than 512 MiB");
  }

  private static byte[] jar(File... files) {
    return TestJars.jar(files);
  }

  private static File text(String name, String content) {
    return File.of(name, content.getBytes(StandardCharsets.UTF_8));
  }

  private static File manifest(String line) {
    return text("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\n" + line + "\r\n\r\n");
  }

  /**
   * Makes a jar with a duplicate entry by a change of its bytes, because the zip writer refuses
   * one.
   */
  private static byte[] twice() {
    byte[] jar = jar(text("a1", "x"), text("a2", "x"));
    String latin = new String(jar, StandardCharsets.ISO_8859_1).replace("a2", "a1");
    return latin.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static File newer(File file) {
    var content = new ArrayList<>(file.content());
    content.set(7, (byte) (content.get(7) + 50));
    return new File(file.name(), content);
  }
}
