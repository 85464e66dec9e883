package io.sluice.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads bundles to a running system by the form of the page. */
@Tag("long")
@ExtendWith({NeedsChromium.class, Shared.class})
class UploadIT {
  private static final double TIMEOUT_MS = 120_000;
  private static final ContainsTextOptions PATIENT =
      new ContainsTextOptions().setTimeout(TIMEOUT_MS);
  private static final int TOO_LARGE = (64 << 20) + (1 << 20);

  private final PageSystem system;

  UploadIT(PageSystem system) {
    this.system = system;
  }

  @Test
  void aJarIsUploadedByKeyboardAndItsWorkflowRuns(@TempDir Path folder) throws Exception {
    try (var visitor = system.administrator()) {
      Page page = visitor.open("/workflows");
      page.locator("#upload").focus();
      page.keyboard().press("Enter");
      page.locator("#jar").setInputFiles(WorkflowJar.write(folder, "uploaded-by-keyboard"));
      page.locator("#upload").focus();
      page.keyboard().press("Enter");

      assertThat(page.locator("#registered")).containsText("uploaded-by-keyboard", PATIENT);
      assertThat(page.locator("#registered td")).hasText("1");
    }
    String id = system.api().submit("uploaded-by-keyboard", "7");
    system.api().await(id, "SUCCESS");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFileThatIsNoJarIsRefusedWithTheReason(boolean script, @TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("notes.jar"), "These are notes.");
    try (var visitor = system.administrator(new NewContextOptions().setJavaScriptEnabled(script))) {
      Page page = visitor.open("/workflows/upload");
      page.locator("#jar").setInputFiles(file);
      page.locator("#upload").click();

      assertThat(page.locator("main [role=alert]")).containsText("it is not a jar", PATIENT);
      page.locator("#jar").setInputFiles(WorkflowJar.write(folder, "uploaded-" + script));
      page.locator("#upload").click();
      assertThat(page.locator("#registered")).containsText("uploaded-" + script, PATIENT);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFileThatIsTooLargeIsRefused(boolean script, @TempDir Path folder) throws Exception {
    try (var visitor = system.administrator(new NewContextOptions().setJavaScriptEnabled(script))) {
      Page page = visitor.open("/workflows/upload");
      page.locator("#jar").setInputFiles(sparse(folder));
      if (script) {
        assertThat(page.locator("#jar:invalid")).isVisible();
      } else {
        page.locator("#upload").click();
        assertThat(page.locator("main [role=alert]")).containsText("at most 64 MiB", PATIENT);
      }
    }
  }

  private static Path sparse(Path folder) throws IOException {
    Path file = folder.resolve("large.jar");
    try (var large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(TOO_LARGE);
    }
    return file;
  }
}
