package io.sluice.process.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.sluice.workflow.WorkflowContext;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleCacheTest {
  private static final String ENTRY_POINT = TinyWorkflow.class.getName();

  @TempDir private Path folder = Path.of("");
  private final BundleCache cache = new BundleCache();

  @Test
  void aBundleSeesTheWorkflowApiAndItsOwnFilesOnly() throws Throwable {
    assertThat(run("{\"count\":3,\"waits\":[\"PT1S\"]}"))
        .isEqualTo(
            "{\"count\":3,\"seesJackson\":false,\"seesRuntime\":false,\"resource\":\"hello\"}");
  }

  @Test
  void aFileThatChangesAfterLoadingHasNoEffect() throws Throwable {
    var address = bundle("one");
    cache.prewarm(address);
    Files.writeString(address.path(), "not a jar any more");
    assertThat(cache.workflow(address, ENTRY_POINT).run("{\"count\":1}", nobody()))
        .contains("\"count\":1");
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
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              System.gc();
              return cache.loadersNotCollected() == 0;
            });
  }

  @Test
  void aDroppedLoaderThatSomethingHoldsIsReportedAsLeaked() throws Throwable {
    var held = cache.workflow(bundle("one"), ENTRY_POINT);
    for (int other = 0; other < 8; other++) {
      cache.prewarm(bundle("other-" + other));
    }
    System.gc();
    await("a full collection").untilAsserted(() -> assertThat(cache.leakedLoaders()).isEqualTo(1));
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
      for (var type : new String[] {"TinyWorkflow", "TinyWorkflow$Input", "TinyWorkflow$Output"}) {
        add(jar, "io/sluice/process/bundle/" + type + ".class", classBytes(type));
      }
      add(jar, "greeting.txt", new byte[] {'h', 'e', 'l', 'l', 'o'});
      add(jar, name, new byte[0]);
    }
    return new BundleAddress(file, BundleBytes.sha256(Files.readAllBytes(file)));
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
