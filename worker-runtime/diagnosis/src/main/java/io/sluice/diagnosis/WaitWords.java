package io.sluice.diagnosis;

import org.jspecify.annotations.Nullable;

/** Words of a {@link Wait}, as a verdict begins with them. Pure. */
final class WaitWords {
  private WaitWords() {}

  /** Returns the words with the place after what is waited for, before what is said of that. */
  static String at(Wait wait, String place) {
    var words = of(wait);
    int aside = words.indexOf(", wh");
    return aside < 0 ? words + place : words.substring(0, aside) + place + words.substring(aside);
  }

  static String of(Wait wait) {
    return switch (wait) {
      case Wait.Latch(long count) ->
          "waiting for a CountDownLatch" + (count < 0 ? "" : " (count " + count + ")");
      case Wait.Permits(long permits) ->
          "waiting for a Semaphore"
              + (permits < 0 ? "" : " (it has " + many(permits, "permit") + ")");
      case Wait.Condition(var lock) -> "waiting for a condition of a " + lock;
      case Wait.Barrier _ -> "waiting for the other parties of a CyclicBarrier";
      case Wait.Phase(int arrived, int registered) ->
          "waiting for the other parties of a Phaser"
              + (registered == 0 ? "" : " (" + arrived + " of " + registered + " arrived)");
      case Wait.Exchange _ -> "waiting for the partner of an Exchanger";
      case Wait.Notification(var object) -> "waiting in Object.wait for a notify of " + object;
      case Wait.Unpark(var blocker) ->
          blocker == null
              ? "parked, without an object to wait for"
              : "parked for an object of " + blocker;
      case Wait.ThreadEnd(var thread) ->
          "waiting in Thread.join for the end of " + (thread == null ? "a thread" : thread(thread));
      case Wait.QueueEntry(var type) ->
          type.startsWith("Delay")
              ? "waiting for an entry of a " + type + " that is due"
              : "waiting for an entry in an empty " + type;
      case Wait.QueueRoom(var type) -> "waiting for room in a full " + type;
      case Wait.QueueTaker(var type) -> "waiting for a taker at a " + type;
      case Wait.ClearedReference _ -> "waiting for an entry in an empty ReferenceQueue";
      case Wait.PipedBytes(var type) -> "waiting for the other thread of a " + type;
      case Wait.Subscriber _ -> "waiting for a subscriber of a SubmissionPublisher to ask for more";
      case Wait.Result(var what, var runner, boolean started) ->
          result(what) + (started ? "" : ", which is not started") + computedBy(runner);
      case Wait.TasksEnd(var call) -> "waiting in " + call + " for the tasks of an executor";
      case Wait.ParallelParts _ -> "waiting for the other parts of a parallel stream";
      case Wait.Lock lock -> lock(lock);
      case Wait.Sleep _ -> "sleeping";
      case Wait.Selection(var peer) ->
          "waiting in a select for an event of a channel" + after(" to ", peer);
      case Wait.Connection(var at) -> "waiting in accept for a connection" + after(" at ", at);
      case Wait.Connect(var peer) -> "waiting in connect" + after(" to ", peer);
      case Wait.Read(var what, var from) -> "waiting in " + what + " read" + after(" from ", from);
      case Wait.Write(var what, var to) ->
          "waiting in " + what + " write" + after(" to ", to) + ", whose other side does not read";
      case Wait.Open(var path, boolean fifo) ->
          (fifo ? "waiting in the open of " : "in the open of ")
              + (path.isEmpty() ? "a file" : path)
              + (fifo ? ", which nobody opens at its other side" : "");
      case Wait.FileLock(var path, long pid) ->
          "waiting for the lock of the file"
              + after(" ", path)
              + (pid == 0 ? "" : ", held by process " + pid);
      case Wait.ChildEnd(var child) ->
          "waiting for the end of " + (child == null ? "a child process" : child.inWords());
      case Wait.Database(var call, var peer) ->
          "waiting for the database" + after(" at ", peer) + " in " + call;
      case Wait.Answer(var protocol, var peer) ->
          "waiting for the " + protocol + " answer" + after(" of ", peer);
      case Wait.NativeCall(var call, var target) ->
          "waiting in native code, in the system call " + call + after(" of ", target);
      case Wait.Initialization(var words, _) -> "waiting for the initialization of " + words;
      case Wait.Loading(var lock) -> lock(lock) + ", to load a class";
    };
  }

  private static String result(String what) {
    return switch (what) {
      case "invokeAll", "invokeAny" -> "waiting in " + what + " for the tasks of an executor";
      case "ExecutorCompletionService" -> "waiting for a result of an ExecutorCompletionService";
      default -> "waiting for a " + what;
    };
  }

  private static String computedBy(@Nullable String runner) {
    return runner == null ? "" : " that " + thread(runner) + " computes";
  }

  private static String lock(Wait.Lock lock) {
    var owner = lock.owner();
    var how = "blocked on lock " + lock.name() + lock.access().inWords();
    if (owner.thread() == null) {
      return how + ", whose owner is not known";
    }
    if (owner.ended()) {
      return how + " held by " + thread(owner.thread()) + ", which has ended";
    }
    return how
        + " held by "
        + (owner.execution() == null ? thread(owner.thread()) : "execution " + owner.execution());
  }

  /** Returns the name of a thread with the word for its kind. */
  static String thread(String name) {
    return name.startsWith("virtual thread") ? name : "thread " + name;
  }

  private static String after(String word, String text) {
    return text.isEmpty() ? "" : word + text;
  }

  private static String many(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
