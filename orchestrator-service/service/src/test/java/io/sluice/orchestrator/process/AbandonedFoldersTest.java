package io.sluice.orchestrator.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbandonedFoldersTest {
  @TempDir private Path state;

  /** Worker that lives until it is killed: takes the lock of its folder, and reports that. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws Exception {
      var lock = WorkerLock.take(Path.of(args[0]));
      System.out.println("held " + (lock != null));
      new CountDownLatch(1).await();
    }
  }

  @Test
  void theFolderOfAWorkerIsRemovedOnlyWhenThatWorkerIsGone() throws Exception {
    Path own = Files.createDirectory(state.resolve("own"));
    Path other = Files.createDirectory(state.resolve("other"));
    Files.createDirectories(other.resolve("processes/1/tmp/a"));
    Path unknown = Files.createDirectory(state.resolve("of-nobody-knows"));
    Process holder = holder(other);
    try {
      assertThat(holder.inputReader().readLine()).startsWith("held");
      assertThat(AbandonedFolders.remove(state, own)).isZero();
      assertThat(other.resolve("processes/1/tmp/a")).exists();
    } finally {
      holder.destroyForcibly().waitFor();
    }

    assertThat(AbandonedFolders.remove(state, own)).isOne();
    assertThat(other).doesNotExist();
    assertThat(unknown).exists();
    assertThat(own).exists();
  }

  @Test
  void theFolderOfAWorkerOfThisJvmStays() throws IOException {
    Path mine = Files.createDirectory(state.resolve("mine"));
    try (var lock = WorkerLock.take(mine)) {
      assertThat(lock).isNotNull();
      assertThat(AbandonedFolders.remove(state, state.resolve("own"))).isZero();
    }
    assertThat(mine).exists();
  }

  private static Process holder(Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            folder.toString())
        .redirectErrorStream(true)
        .start();
  }
}
