package io.sluice.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.diagnosis.Wait.Access;
import io.sluice.diagnosis.Wait.Owner;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules for which waits of the JDK an interrupt ends with InterruptedException. */
class InterruptEffectTest {
  private static final Wait LOCK = new Wait.Lock("a.Lock@1", Access.ALONE, Owner.UNKNOWN);
  private static final Wait FUTURE = new Wait.Result("CompletableFuture", null, true);

  @Test
  void waitsOfTheJdkForOtherThreadsEnd() {
    assertThat(
            Stream.of(
                new Wait.Latch(1),
                new Wait.Barrier(),
                new Wait.Exchange(),
                new Wait.Notification("java.lang.Object"),
                new Wait.ThreadEnd(null),
                new Wait.QueueEntry("LinkedBlockingQueue"),
                new Wait.QueueRoom("LinkedBlockingQueue"),
                new Wait.QueueTaker("SynchronousQueue"),
                new Wait.ClearedReference(),
                new Wait.PipedBytes("PipedInputStream"),
                new Wait.Sleep(),
                new Wait.ChildEnd(null)))
        .allMatch(wait -> WaitRules.endsByInterrupt(wait, List.of()));
  }

  @Test
  void waitsInTheKernelAndThoseThatIgnoreInterruptsDoNot() {
    assertThat(
            Stream.of(
                new Wait.Unpark(null),
                new Wait.Phase(1, 2),
                new Wait.ParallelParts(),
                new Wait.Subscriber(),
                new Wait.Selection(""),
                new Wait.Connection(""),
                new Wait.Connect("10.0.0.1:80"),
                new Wait.Read("socket", ""),
                new Wait.Write("socket", ""),
                new Wait.Open("/tmp/a.fifo", true),
                new Wait.FileLock("/tmp/a.lock", 0),
                new Wait.Database("executeQuery", ""),
                new Wait.NativeCall("read", ""),
                new Wait.Initialization("the class a.B", null),
                new Wait.Answer("DNS", "")))
        .noneMatch(wait -> WaitRules.endsByInterrupt(wait, List.of()));
  }

  @Test
  void aLockEndsIfItIsTakenInterruptibly() {
    assertThat(ends(LOCK, "java.util.concurrent.locks.ReentrantLock.lockInterruptibly")).isTrue();
    assertThat(ends(LOCK, "java.util.concurrent.locks.ReentrantLock.tryLock")).isTrue();
    assertThat(ends(LOCK, "java.util.concurrent.locks.ReentrantLock.lock")).isFalse();
  }

  @Test
  void aFutureEndsUnlessItIsJoined() {
    assertThat(ends(FUTURE, "java.util.concurrent.CompletableFuture.get")).isTrue();
    assertThat(ends(FUTURE, "java.util.concurrent.CompletableFuture.join")).isFalse();
    assertThat(ends(new Wait.TasksEnd("close"), "java.util.concurrent.ThreadPoolExecutor.close"))
        .isFalse();
  }

  @Test
  void permitsEndUnlessTheyAreAwaitedUninterruptibly() {
    var permits = new Wait.Permits(0);
    assertThat(ends(permits, "java.util.concurrent.Semaphore.acquire")).isTrue();
    assertThat(ends(permits, "java.util.concurrent.Semaphore.acquireUninterruptibly")).isFalse();
  }

  @Test
  void anHttpAnswerEndsIfItsFutureIsAwaited() {
    var answer = new Wait.Answer("HTTP", "10.0.0.1:80");
    assertThat(ends(answer, "java.util.concurrent.CompletableFuture.get")).isTrue();
    assertThat(ends(answer, "sun.net.www.http.HttpClient.parseHTTP")).isFalse();
  }

  private static boolean ends(Wait wait, String... calls) {
    return WaitRules.endsByInterrupt(
        wait, Arrays.stream(calls).map(call -> StackFrame.parse(call + "(A.java:1)")).toList());
  }
}
