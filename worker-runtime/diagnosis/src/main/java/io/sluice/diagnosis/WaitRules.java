package io.sluice.diagnosis;

import io.sluice.diagnosis.Wait.Access;
import io.sluice.diagnosis.Wait.Owner;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes what a thread waits for by the calls between the code of the author and the top of its
 * stack: the call nearest to the author that is known here decides. Pure.
 */
final class WaitRules {
  private static final String CONCURRENT = "java.util.concurrent.";
  private static final Set<String> PARKED = Set.of("WAITING", "TIMED_WAITING");
  private static final Pattern QUEUE =
      Pattern.compile("java\\.util\\.concurrent\\.\\w+(Queue|Deque)(\\$\\w+)?");
  private static final Pattern STATEMENT =
      Pattern.compile(".*(Statement|Connection|Driver|DriverManager|ConnectionFactory)\\w*");
  private static final Pattern DATABASE =
      Pattern.compile(
          "(org\\.postgresql|com\\.mysql|org\\.mariadb|oracle\\.jdbc|com\\.microsoft\\.sqlserver"
              + "|org\\.h2|org\\.sqlite|org\\.hsqldb|com\\.ibm\\.db2|org\\.apache\\.derby)\\..*");

  private static final Set<String> NATIVE_WAITS =
      Set.of(
          "jdk.internal.misc.Unsafe.park",
          "java.lang.Object.wait0",
          "java.lang.Thread.sleepNanos0",
          "java.lang.ProcessHandleImpl.waitForProcessExit0");
  private static final String NAMELESS = "call ";

  /** A futex is how the JVM itself stops a thread. */
  private static final Set<String> NO_WAITS = Set.of("running", "futex");

  private static final List<String> NATIVE_IO =
      List.of("sun.nio.", "java.io.", "java.net.", "sun.net.", "com.sun.");

  private WaitRules() {}

  /**
   * Returns what the thread waits for; empty if it does not wait, or in a way that is not known.
   *
   * @param author frame of the author, from which the calls are read upwards
   */
  static Optional<Wait> of(ThreadSample sample, @Nullable StackFrame author) {
    if (sample.state().equals("BLOCKED")) {
      return Optional.of(blocked(sample));
    }
    var frames = sample.frames();
    int from = author == null ? frames.size() : frames.indexOf(author);
    if (author != null && isDatabaseCall(author) && waitsAtTop(sample)) {
      return Optional.of(new Wait.Database(author.method(), peer(sample)));
    }
    for (int at = from - 1; at >= 0; at--) {
      var wait = byCall(sample, frames.get(at));
      if (wait.isPresent()) {
        return wait.filter(_ -> waitsAtTop(sample));
      }
    }
    return nativeCall(sample);
  }

  /** Returns the system call in which native code waits that is not known here. */
  private static Optional<Wait> nativeCall(ThreadSample sample) {
    var call = sample.facts().kernel();
    return call == null || NO_WAITS.contains(call.name()) || call.name().startsWith(NAMELESS)
        ? Optional.empty()
        : Optional.of(new Wait.NativeCall(call.name(), target(sample)));
  }

  /**
   * Returns the answer for which the thread has called, though it does not wait at this moment;
   * empty if it has called nothing like it.
   */
  static Optional<Wait> answerOf(ThreadSample sample, StackFrame author) {
    return sample.frames().subList(0, sample.frames().indexOf(author)).reversed().stream()
        .flatMap(frame -> byCall(sample, frame).stream())
        .findFirst()
        .filter(wait -> wait instanceof Wait.Answer || wait instanceof Wait.Database);
  }

  /** Returns true if the top of the stack can wait: parked, or in native code. */
  static boolean waitsAtTop(ThreadSample sample) {
    return !sample.state().equals("RUNNABLE")
        || (!sample.frames().isEmpty() && sample.frames().getFirst().isNative());
  }

  /** Returns true for a call of native code that can wait, as opposed to copying or computing. */
  static boolean mayWait(StackFrame frame) {
    return frame.isNative()
        && (NATIVE_WAITS.contains(frame.call())
            || NATIVE_IO.stream().anyMatch(frame.type()::startsWith));
  }

  private static boolean isDatabaseCall(StackFrame frame) {
    return DATABASE.matcher(frame.type()).matches()
        || frame.type().startsWith("java.sql.")
        || (frame.method().startsWith("execute") && STATEMENT.matcher(frame.type()).matches());
  }

  private static Optional<Wait> byCall(ThreadSample sample, StackFrame frame) {
    if (isDatabaseCall(frame)) {
      return Optional.of(new Wait.Database(frame.method(), peer(sample)));
    }
    if (frame.type().startsWith(CONCURRENT)) {
      return concurrent(sample, frame, frame.type().substring(CONCURRENT.length()));
    }
    return language(sample, frame)
        .or(() -> service(sample, frame))
        .or(() -> network(sample, frame))
        .or(() -> file(sample, frame));
  }

  private static Optional<Wait> concurrent(ThreadSample sample, StackFrame frame, String type) {
    var method = frame.method();
    if (type.startsWith("locks.")) {
      return locks(sample, method, type.substring("locks.".length()));
    }
    if (QUEUE.matcher(frame.type()).matches()) {
      return queue(type.replaceAll("\\$.*", ""), method);
    }
    return Optional.ofNullable(
        switch (type.replaceAll("\\$.*", "")) {
          case "CountDownLatch" -> new Wait.Latch(count(sample));
          case "Semaphore" -> new Wait.Permits(count(sample));
          case "CyclicBarrier" -> new Wait.Barrier();
          case "Phaser" -> phase(sample);
          case "Exchanger" -> new Wait.Exchange();
          case "SubmissionPublisher" -> new Wait.Subscriber();
          case "ExecutorCompletionService" ->
              new Wait.Result("ExecutorCompletionService", null, true);
          case "TimeUnit" -> method.equals("sleep") ? new Wait.Sleep() : null;
          case "FutureTask", "ScheduledThreadPoolExecutor" -> task(sample, "future");
          case "CompletableFuture" -> completable(sample);
          case "ForkJoinTask", "RecursiveTask", "RecursiveAction", "CountedCompleter" ->
              forkJoin(sample);
          default -> executor(method);
        });
  }

  private static @Nullable Wait executor(String method) {
    return switch (method) {
      case "invokeAll", "invokeAny" -> new Wait.Result(method, null, true);
      case "close", "awaitTermination" -> new Wait.TasksEnd(method);
      case "awaitQuiescence" -> new Wait.TasksEnd(method);
      default -> null;
    };
  }

  private static Wait phase(ThreadSample sample) {
    return sample.facts().blocker() instanceof Blocker.Parties(_, int arrived, int registered)
        ? new Wait.Phase(arrived, registered)
        : new Wait.Phase(0, 0);
  }

  private static Wait forkJoin(ThreadSample sample) {
    return sample.frames().stream().anyMatch(each -> each.type().startsWith("java.util.stream."))
        ? new Wait.ParallelParts()
        : task(sample, "future (a task of a ForkJoinPool)");
  }

  private static Wait completable(ThreadSample sample) {
    return switch (sample.facts().blocker()) {
      case Blocker.Child child -> new Wait.ChildEnd(child);
      case Blocker.Peer(_, var address) -> new Wait.Answer("HTTP", address);
      case null, default -> task(sample, "CompletableFuture");
    };
  }

  private static Wait task(ThreadSample sample, String what) {
    return sample.facts().blocker() instanceof Blocker.Task(_, var runner)
        ? new Wait.Result(what, runner, runner != null)
        : new Wait.Result(what, null, true);
  }

  private static long count(ThreadSample sample) {
    return sample.facts().blocker() instanceof Blocker.Counted(_, long count) ? count : -1;
  }

  private static Optional<Wait> queue(String type, String method) {
    if (type.startsWith("Synchronous") || method.contains("ransfer")) {
      return Optional.of(
          method.startsWith("take") || method.startsWith("poll")
              ? new Wait.QueueEntry(type)
              : new Wait.QueueTaker(type));
    }
    if (method.startsWith("put") || method.startsWith("offer")) {
      return Optional.of(new Wait.QueueRoom(type));
    }
    return method.startsWith("take") || method.startsWith("poll")
        ? Optional.of(new Wait.QueueEntry(type))
        : Optional.empty();
  }

  private static Optional<Wait> locks(ThreadSample sample, String method, String type) {
    if (type.startsWith("LockSupport")) {
      return Optional.of(new Wait.Unpark(blockerType(sample)));
    }
    if (type.contains("ConditionObject") || type.equals("Condition")) {
      return Optional.of(new Wait.Condition(conditionOf(sample)));
    }
    if (type.startsWith("ReentrantLock")) {
      return Optional.of(lock(sample, "java.util.concurrent.locks.ReentrantLock", Access.ALONE));
    }
    if (type.startsWith("ReentrantReadWriteLock")) {
      var access = type.contains("ReadLock") ? Access.READ : Access.WRITE;
      return Optional.of(lock(sample, "java.util.concurrent.locks.ReentrantReadWriteLock", access));
    }
    if (type.startsWith("StampedLock")) {
      var access =
          method.toLowerCase(Locale.ROOT).contains("read") || type.contains("ReadLock")
              ? Access.READ
              : Access.WRITE;
      return Optional.of(lock(sample, "java.util.concurrent.locks.StampedLock", access));
    }
    return type.startsWith("AbstractQueued")
        ? Optional.of(lock(sample, "java.util.concurrent.locks.Lock", Access.ALONE))
        : Optional.empty();
  }

  /** Returns the class of the lock, if the blocker tells it. */
  private static String conditionOf(ThreadSample sample) {
    return sample.facts().blocker() instanceof Blocker.Other(var type)
            && !type.contains("ConditionObject")
        ? simple(type)
        : "lock";
  }

  private static Wait.Lock lock(ThreadSample sample, String type, Access access) {
    var awaited = sample.lock();
    var name = awaited == null ? type : awaited.name();
    return new Wait.Lock(name, access, owner(sample));
  }

  private static Owner owner(ThreadSample sample) {
    var awaited = sample.lock();
    if (sample.facts().blocker() instanceof Blocker.Owned owned && owned.owner() != null) {
      return new Owner(
          owned.owner(), awaited == null ? null : awaited.ownerExecution(), owned.ended());
    }
    return awaited == null
        ? Owner.UNKNOWN
        : new Owner(awaited.owner(), awaited.ownerExecution(), false);
  }

  private static Wait blocked(ThreadSample sample) {
    var awaited = sample.lock();
    var lock =
        new Wait.Lock(awaited == null ? "a monitor" : awaited.name(), Access.ALONE, owner(sample));
    boolean loads =
        sample.frames().stream()
            .takeWhile(frame -> !frame.isForeign())
            .anyMatch(frame -> frame.call().equals("java.lang.ClassLoader.loadClass"));
    return loads ? new Wait.Loading(lock) : lock;
  }

  private static @Nullable String blockerType(ThreadSample sample) {
    var blocker = sample.facts().blocker();
    var lock = sample.lock();
    return blocker != null ? blocker.type() : lock == null ? null : lock.name();
  }

  private static Optional<Wait> language(ThreadSample sample, StackFrame frame) {
    return Optional.ofNullable(
        switch (frame.call()) {
          case "java.lang.Thread.join" ->
              sample.facts().blocker() instanceof Blocker.OfThread(_, var thread)
                  ? new Wait.ThreadEnd(thread)
                  : new Wait.ThreadEnd(null);
          case "java.lang.Thread.sleep", "java.lang.Thread.sleepNanos" -> new Wait.Sleep();
          case "java.lang.Object.wait", "java.lang.Object.wait0" ->
              new Wait.Notification(monitorType(sample));
          case "java.lang.ref.ReferenceQueue.remove" -> new Wait.ClearedReference();
          case "java.io.PipedInputStream.read",
              "java.io.PipedReader.read",
              "java.io.PipedOutputStream.write",
              "java.io.PipedWriter.write" ->
              new Wait.PipedBytes(simple(frame.type()));
          case "java.lang.ProcessImpl.waitFor", "java.lang.Process.waitFor" ->
              new Wait.ChildEnd(
                  sample.facts().blocker() instanceof Blocker.Child child ? child : null);
          default -> null;
        });
  }

  private static String monitorType(ThreadSample sample) {
    var lock = sample.lock();
    return lock == null ? "an object" : lock.name();
  }

  private static String simple(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }

  private static Optional<Wait> service(ThreadSample sample, StackFrame frame) {
    var type = frame.type();
    if (type.startsWith("jdk.internal.net.http.")
        || type.startsWith("sun.net.www.protocol.http")
        || type.startsWith("java.net.HttpURLConnection")) {
      return Optional.of(new Wait.Answer("HTTP", peer(sample)));
    }
    if (type.startsWith("sun.security.ssl.") && frame.method().contains("andshake")) {
      return Optional.of(new Wait.Answer("TLS", peer(sample)));
    }
    return type.startsWith("com.sun.jndi.dns.")
            || type.startsWith("java.net.Inet6AddressImpl")
            || type.startsWith("java.net.Inet4AddressImpl")
            || (type.equals("java.net.InetAddress") && frame.method().startsWith("getA"))
        ? Optional.of(new Wait.Answer("DNS", peer(sample)))
        : Optional.empty();
  }

  private static Optional<Wait> network(ThreadSample sample, StackFrame frame) {
    var type = frame.type();
    var method = frame.method();
    if (type.startsWith("sun.nio.ch.") && (method.equals("select") || method.equals("doSelect"))) {
      return Optional.of(new Wait.Selection(peer(sample)));
    }
    if (type.equals("sun.nio.ch.PendingFuture")) {
      return Optional.of(new Wait.Result("future of an asynchronous channel", null, true));
    }
    if (!isNetwork(type)) {
      return Optional.empty();
    }
    if (method.contains("accept") || method.contains("Accept")) {
      return Optional.of(new Wait.Connection(peer(sample)));
    }
    if (method.contains("onnect")) {
      return Optional.of(new Wait.Connect(peer(sample)));
    }
    if (type.contains("Datagram")) {
      return Optional.of(
          method.contains("send")
              ? new Wait.Write("datagram socket", peer(sample))
              : new Wait.Read("datagram socket", peer(sample)));
    }
    var what = type.contains("SourceChannel") || type.contains("SinkChannel") ? "pipe" : "socket";
    if (method.contains("rite")) {
      return Optional.of(new Wait.Write(what, peer(sample)));
    }
    return method.contains("ead") || method.contains("poll")
        ? Optional.of(new Wait.Read(what, peer(sample)))
        : Optional.empty();
  }

  private static boolean isNetwork(String type) {
    return type.startsWith("java.net.Socket")
        || type.startsWith("java.net.ServerSocket")
        || type.startsWith("java.net.Datagram")
        || type.startsWith("sun.nio.ch.NioSocketImpl")
        || type.startsWith("sun.nio.ch.Net")
        || type.startsWith("sun.nio.ch.Socket")
        || type.startsWith("sun.nio.ch.ServerSocket")
        || type.startsWith("sun.nio.ch.UnixDomainSockets")
        || type.startsWith("sun.nio.ch.Datagram")
        || type.startsWith("sun.nio.ch.SourceChannel")
        || type.startsWith("sun.nio.ch.SinkChannel")
        || type.startsWith("java.net.SocketInputStream");
  }

  private static Optional<Wait> file(ThreadSample sample, StackFrame frame) {
    var type = frame.type();
    var method = frame.method();
    boolean stream =
        type.equals("java.io.FileInputStream")
            || type.equals("java.io.FileOutputStream")
            || type.equals("java.io.RandomAccessFile");
    boolean channel =
        type.startsWith("sun.nio.ch.FileChannelImpl")
            || type.startsWith("sun.nio.ch.UnixFileDispatcherImpl")
            || type.startsWith("sun.nio.ch.FileDispatcherImpl");
    if ((stream && method.startsWith("open")) || type.startsWith("sun.nio.fs.UnixNative")) {
      boolean fifo = kernelTarget(sample) instanceof SystemCall.File file && file.fifo();
      return method.startsWith("open")
          ? Optional.of(new Wait.Open(target(sample), fifo))
          : Optional.empty();
    }
    if (channel && method.startsWith("lock")) {
      return Optional.of(
          new Wait.FileLock(
              target(sample),
              kernelTarget(sample) instanceof SystemCall.File file ? file.lockedBy() : 0));
    }
    if (!stream && !channel) {
      return Optional.empty();
    }
    var what =
        switch (kernelTarget(sample)) {
          case SystemCall.File _ -> "file";
          case SystemCall.StandardInput _ -> "file";
          case SystemCall.Socket _, SystemCall.LocalSocket _ -> "socket";
          case SystemCall.Pipe _ -> "pipe";
          case null -> "pipe or file";
        };
    if (method.startsWith("write")) {
      return Optional.of(new Wait.Write(what, target(sample)));
    }
    return method.startsWith("read")
        ? Optional.of(new Wait.Read(what, target(sample)))
        : Optional.empty();
  }

  private static SystemCall.@Nullable Target kernelTarget(ThreadSample sample) {
    var call = sample.facts().kernel();
    return call == null ? null : call.target();
  }

  private static String target(ThreadSample sample) {
    var target = kernelTarget(sample);
    return target == null ? "" : target.inWords();
  }

  private static String peer(ThreadSample sample) {
    return sample.facts().blocker() instanceof Blocker.Peer(_, var address)
        ? address
        : target(sample);
  }

  /** Returns the calls that wait and end with InterruptedException when interrupted. */
  static boolean endsByInterrupt(Wait wait, List<StackFrame> frames) {
    return switch (wait) {
      case Wait.Lock _, Wait.Loading _ ->
          frames.stream()
              .anyMatch(
                  frame ->
                      frame.method().contains("Interruptibly") || frame.method().equals("tryLock"));
      case Wait.Unpark _ -> false;
      case Wait.Result _, Wait.TasksEnd _ ->
          frames.stream()
              .noneMatch(
                  frame ->
                      frame.call().equals("java.util.concurrent.CompletableFuture.join")
                          || frame.method().equals("close"));
      case Wait.Phase _, Wait.ParallelParts _, Wait.Subscriber _ -> false;
      case Wait.Permits _, Wait.Condition _ ->
          frames.stream().noneMatch(frame -> frame.method().contains("ninterruptibly"));
      case Wait.Latch _,
          Wait.Barrier _,
          Wait.Exchange _,
          Wait.Notification _,
          Wait.ThreadEnd _,
          Wait.QueueEntry _,
          Wait.QueueRoom _,
          Wait.QueueTaker _,
          Wait.ClearedReference _,
          Wait.PipedBytes _,
          Wait.Sleep _,
          Wait.ChildEnd _ ->
          true;
      case Wait.Answer(var protocol, _) ->
          protocol.equals("HTTP")
              && frames.stream()
                  .anyMatch(
                      frame -> frame.call().equals("java.util.concurrent.CompletableFuture.get"));
      case Wait.Selection _,
          Wait.Connection _,
          Wait.Connect _,
          Wait.Read _,
          Wait.Write _,
          Wait.Open _,
          Wait.FileLock _,
          Wait.Database _,
          Wait.NativeCall _,
          Wait.Initialization _ ->
          false;
    };
  }

  static boolean isParked(ThreadSample sample) {
    return PARKED.contains(sample.state());
  }
}
