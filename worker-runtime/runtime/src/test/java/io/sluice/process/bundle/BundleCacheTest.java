package io.sluice.process.bundle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.sluice.process.output.ProcessLog;
import io.sluice.workflow.WorkflowContext;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleCacheTest {
  private static final String ENTRY_POINT = TinyWorkflow.class.getName();
  private static final List<String> TYPES =
      List.of(
          "TinyWorkflow",
          "TinyWorkflow$Input",
          "TinyWorkflow$Output",
          "TinyWorkflow$Unused",
          "ClingingWorkflow",
          "ClingingWorkflow$HeldMBean",
          "ClingingWorkflow$Held",
          "ClingingWorkflow$HeldDriver",
          "ClingingWorkflow$HeldHandler");

  @TempDir private Path folder = Path.of("");
  private final BundleCache cache = new BundleCache();

  @Test
  void aBundleSeesTheWorkflowApiAndItsOwnFilesOnly() throws Throwable {
    assertThat(run("{\"count\":3,\"waits\":[\"PT1S\"]}"))
        .isEqualTo(
            "{\"count\":3,\"seesJackson\":false,\"seesRuntime\":false,\"resource\":\"hello\"}");
  }

  @Test
  void aFileThatIsChangedAfterLoadingGivesNoClassThatWasNotInIt() throws Throwable {
    var address = bundle("one");
    var loader = cache.workflow(address, ENTRY_POINT).loader();
    var bytes = Files.readAllBytes(address.path());
    int directory = new String(bytes, ISO_8859_1).indexOf("PK\1\2");
    for (int at = 0; at < directory; at++) {
      bytes[at] ^= 1;
    }
    Files.write(address.path(), bytes);
    assertThatExceptionOfType(ClassNotFoundException.class)
        .isThrownBy(() -> loader.loadClass(ENTRY_POINT + "$Unused"));
  }

  @Test
  void aFileThatIsDeletedAfterLoadingGoesOnToWork() throws Throwable {
    var address = bundle("one");
    var workflow = cache.workflow(address, ENTRY_POINT);
    Files.delete(address.path());
    assertThat(workflow.run("{\"count\":1}", nobody())).contains("\"resource\":\"hello\"");
  }

  @Test
  void filesHaveAddressesThatOthersCanBeFoundBy() throws Throwable {
    var loader = cache.workflow(bundle("one"), ENTRY_POINT).loader();
    var greeting = loader.getResource("greeting.txt");
    assertThat(greeting).isNotNull();
    assertThat(contentOf(java.net.URI.create(greeting.toString()).toURL())).isEqualTo("hello");
    @SuppressWarnings("deprecation") // Libraries find files beside each other in this way.
    var beside = new java.net.URL(greeting, "beside.txt");
    assertThat(contentOf(beside)).isEqualTo("beside");
  }

  @Test
  void aJarWithSeveralVersionsGivesTheOneForThisJdk() throws Throwable {
    var loader = cache.workflow(bundle("one"), ENTRY_POINT).loader();
    try (var text = loader.getResourceAsStream("version.txt")) {
      assertThat(text).isNotNull();
      assertThat(new String(text.readAllBytes(), UTF_8)).isEqualTo("new");
    }
  }

  @Test
  void aFileOfAnotherJarThatTheManifestNamesIsNotFound() throws Throwable {
    var other = bundle("other");
    var loader = cache.workflow(bundle("one"), ENTRY_POINT).loader();
    assertThat(other.path()).exists();
    assertThat(loader.getResource("other")).isNull();
    assertThat(loader.resources("greeting.txt")).hasSize(1);
  }

  @Test
  void aClassNamesTheJarThatItIsFrom() throws Throwable {
    var address = bundle("one");
    var type = cache.workflow(address, ENTRY_POINT).loader().loadClass(ENTRY_POINT);
    assertThat(type.getProtectionDomain().getCodeSource().getLocation())
        .isEqualTo(address.path().toUri().toURL());
    assertThat(type.getPackage().getImplementationTitle()).isEqualTo("tiny");
  }

  private static String contentOf(java.net.URL url) throws IOException {
    try (var content = url.openStream()) {
      return new String(content.readAllBytes(), UTF_8);
    }
  }

  @Test
  void aFileWithAnotherHashIsUnusable() throws IOException {
    var address = bundle("one");
    Files.writeString(address.path(), "not a jar any more");
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> cache.prewarm(address))
        .withMessageContaining("its file was changed or is not complete")
        .satisfies(refusal -> assertThat(refusal.errorType()).isEqualTo("BundleUnusable"));
  }

  @Test
  void aFileThatIsNotThereIsUnusable() {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(
            () -> cache.prewarm(new BundleAddress(folder.resolve("no.jar"), "0".repeat(64))))
        .withMessageContaining("cannot be read");
  }

  @Test
  void aClassThatIsNotAWorkflowIsUnusable() throws IOException {
    var address = bundle("one");
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> cache.workflow(address, ENTRY_POINT + "$Input"))
        .withMessageContaining("is not a public class that implements Workflow");
  }

  @Test
  void wrongInputsAreRefusedByTheNameOfTheField() throws IOException {
    refuses("{\"count\":\"3\"}", "\"count\"");
    refuses("{\"count\":3.5}", "\"count\"");
    refuses("{\"conut\":3}", "\"conut\" is unknown");
    refuses("{\"name\":\"x\"}", "\"count\": it is missing or null");
    refuses("{\"count\":3,\"waits\":[\"PT1S\",{}]}", "\"waits.[1]\"");
    refuses("{\"count\":3} trailing", "The input");
    refuses("{", "The input");
    refuses("{\"count\":3,\"count\":4}", "The input");
  }

  @Test
  void theLoaderOfADroppedBundleIsCollected() throws Throwable {
    run("{\"count\":1}");
    for (int other = 0; other < 8; other++) {
      cache.prewarm(bundle("other-" + other));
    }
    await("the dropped loader to be collected")
        .timeout(Duration.ofSeconds(20))
        .until(
            () -> {
              System.gc();
              return cache.loadersNotCollected() == 0;
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"driver", "bean", "handler", "common-pool"})
  void theLoaderOfADroppedBundleIsCollectedAlthoughTheJvmHeldIt(String kind) throws Throwable {
    cache
        .workflow(bundle("one"), ClingingWorkflow.class.getName())
        .run("\"" + kind + "\"", nobody());
    dropOne();
    await("the dropped loader to be collected")
        .timeout(Duration.ofSeconds(20))
        .until(
            () -> {
              System.gc();
              return cache.loadersNotCollected() == 0;
            });
  }

  @Test
  void aThreadThatHoldsADroppedLoaderIsNamed() throws Throwable {
    var _ = ProcessLog.takeNotices();
    cache.workflow(bundle("one"), ClingingWorkflow.class.getName()).run("\"pool\"", nobody());
    dropOne();
    var notices = new ArrayList<String>();
    await("the holder to be named")
        .timeout(Duration.ofSeconds(20))
        .until(
            () -> {
              System.gc();
              cache.leakedLoaders();
              notices.addAll(ProcessLog.takeNotices());
              return !notices.isEmpty();
            });
    assertThat(notices.getFirst()).contains("the thread pool-").contains("ClingingWorkflow$Held");
  }

  private void dropOne() throws Exception {
    for (int other = 0; other < 8; other++) {
      cache.prewarm(bundle("other-" + other));
    }
  }

  @Test
  void aDroppedLoaderThatSomethingHoldsIsReportedAsLeaked() throws Throwable {
    var held = cache.workflow(bundle("one"), ENTRY_POINT);
    for (int other = 0; other < 8; other++) {
      cache.prewarm(bundle("other-" + other));
    }
    await("a full collection")
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(cache.leakedLoaders()).isEqualTo(1);
            });
    assertThat(held.run("{\"count\":1}", nobody())).contains("\"count\":1");
  }

  private void refuses(String input, String inWords) throws IOException {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> run(input))
        .withMessageContaining(inWords)
        .satisfies(refusal -> assertThat(refusal.errorType()).isEqualTo("InvalidInput"));
  }

  private String run(String input) throws Throwable {
    return cache.workflow(bundle("one"), ENTRY_POINT).run(input, nobody());
  }

  /** A context that is not used. */
  private static WorkflowContext nobody() {
    return (WorkflowContext)
        Proxy.newProxyInstance(
            WorkflowContext.class.getClassLoader(),
            new Class<?>[] {WorkflowContext.class},
            (_, method, _) -> {
              throw new UnsupportedOperationException(method.getName());
            });
  }

  private BundleAddress bundle(String name) throws IOException {
    var file = folder.resolve(name + ".jar");
    try (var jar = new JarOutputStream(Files.newOutputStream(file))) {
      add(
          jar,
          "META-INF/MANIFEST.MF",
          "Manifest-Version: 1.0\nMulti-Release: true\nImplementation-Title: tiny\nClass-Path: other.jar\n"
              .getBytes(UTF_8));
      for (var type : TYPES) {
        add(jar, "io/sluice/process/bundle/" + type + ".class", classBytes(type));
      }
      add(jar, "greeting.txt", "hello".getBytes(UTF_8));
      add(jar, "beside.txt", "beside".getBytes(UTF_8));
      add(jar, "version.txt", "old".getBytes(UTF_8));
      add(jar, "META-INF/versions/25/version.txt", "new".getBytes(UTF_8));
      add(jar, name, new byte[0]);
    }
    return new BundleAddress(file, VerifiedJar.sha256(Files.readAllBytes(file)));
  }

  private static void add(JarOutputStream jar, String name, byte[] bytes) throws IOException {
    var entry = new JarEntry(name);
    entry.setTime(0);
    jar.putNextEntry(entry);
    jar.write(bytes);
  }

  private static byte[] classBytes(String type) throws IOException {
    try (var bytes = BundleCacheTest.class.getResourceAsStream(type + ".class")) {
      return bytes == null ? new byte[0] : bytes.readAllBytes();
    }
  }
}
