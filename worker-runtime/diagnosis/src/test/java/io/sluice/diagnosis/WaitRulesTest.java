package io.sluice.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Waits that stacks alone show, and those that need a fact. */
class WaitRulesTest {
  private static Stream<RecordedStacks> recorded() {
    return RecordedStacks.all().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("recorded")
  void theStackAloneTellsWhatItWaitsFor(RecordedStacks stack) {
    assertThat(stack.sentence()).startsWith(stack.expected());
  }

  @Test
  void allKindsOfWaitAreRecorded() {
    assertThat(RecordedStacks.all()).hasSizeGreaterThanOrEqualTo(60);
  }

  @Test
  void aLatchTellsItsCount() {
    assertThat(words("latch", new Blocker.Counted("CountDownLatch$Sync", 3)))
        .startsWith("waiting for a CountDownLatch (count 3) at ");
  }

  @Test
  void aSemaphoreTellsItsPermits() {
    assertThat(words("semaphore", new Blocker.Counted("Semaphore$Sync", 0)))
        .startsWith("waiting for a Semaphore (it has 0 permits) at ");
  }

  @Test
  void aLockWhoseOwnerHasEndedSaysSo() {
    assertThat(
            words(
                "owner-ended",
                new Blocker.Owned("ReentrantLock$NonfairSync", "gone-owner", true, 1)))
        .contains(" held by thread gone-owner at LockCases.ownerEnded(")
        .contains(", which has ended");
  }

  @Test
  void aFutureNamesTheThreadThatComputesIt() {
    assertThat(words("future", new Blocker.Task("FutureTask", "pool-1-thread-1")))
        .startsWith("waiting for a future that thread pool-1-thread-1 computes at ");
    assertThat(words("future", new Blocker.Task("FutureTask", null)))
        .contains(", which is not started");
  }

  @Test
  void aChildIsNamedWithItsCommand() {
    var child = new Blocker.Child("java.lang.Process", 77, "sleep 3601", true);
    assertThat(words("child-wait", child))
        .startsWith("waiting for the end of child process 77 `sleep 3601` (alive) at ");
    assertThat(words("child-exit-future", child))
        .startsWith("waiting for the end of child process");
  }

  @Test
  void aPhaserTellsItsParties() {
    assertThat(words("phaser", new Blocker.Parties("Phaser$QNode", 1, 2)))
        .startsWith("waiting for the other parties of a Phaser (1 of 2 arrived) at ");
  }

  @Test
  void theKernelNamesPeersPathsAndProcesses() {
    assertThat(words("socket-read", new SystemCall.Socket("127.0.0.1:9", "10.0.0.1:5432")))
        .startsWith("waiting in socket read from 10.0.0.1:5432 at ");
    assertThat(words("socket-accept", new SystemCall.Socket("127.0.0.1:9", "")))
        .startsWith("waiting in accept for a connection at 127.0.0.1:9 at ");
    assertThat(words("fifo-open", new SystemCall.File("/tmp/a.fifo", true, 0)))
        .startsWith("waiting in the open of /tmp/a.fifo (a FIFO) at ");
    assertThat(words("fifo-read", new SystemCall.File("/tmp/a.fifo", true, 0)))
        .startsWith("waiting in file read from /tmp/a.fifo (a FIFO) at ");
    assertThat(words("file-lock", new SystemCall.File("/tmp/a.lock", false, 88)))
        .startsWith("waiting for the lock of the file /tmp/a.lock, held by process 88 at ");
    assertThat(words("standard-input", new SystemCall.StandardInput()))
        .startsWith("waiting in file read from standard input at ");
    assertThat(
            words(
                "child-output",
                new SystemCall.Pipe(new Blocker.Child("Process", 5, "sleep 9", true))))
        .startsWith("waiting in pipe read from child process 5 `sleep 9` (alive) at ");
    assertThat(words("jdbc-query", new SystemCall.Socket("127.0.0.1:9", "10.0.0.1:5432")))
        .startsWith("waiting for the database at 10.0.0.1:5432 in executeQuery at ");
  }

  @Test
  void theOpenOfAPlainFileIsNotCalledAWaitForAnotherSide() {
    assertThat(words("fifo-open", new SystemCall.File("/data/a.csv", false, 0)))
        .startsWith("in the open of /data/a.csv at ")
        .doesNotContain("nobody");
  }

  private static String words(String kind, Blocker blocker) {
    return of(kind).sentence(new WaitFacts(false, -1, blocker, null));
  }

  private static String words(String kind, SystemCall.Target target) {
    return of(kind).sentence(new WaitFacts(false, -1, null, new SystemCall("read", target)));
  }

  private static RecordedStacks of(String kind) {
    List<RecordedStacks> found =
        RecordedStacks.all().stream().filter(each -> each.kind().equals(kind)).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }
}
