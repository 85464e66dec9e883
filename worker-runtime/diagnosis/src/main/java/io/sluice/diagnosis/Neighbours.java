package io.sluice.diagnosis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Follows a wait to the threads of the execution that could end it, and says what they do. Pure.
 *
 * @param threads samples of all threads of the execution
 */
record Neighbours(Author author, List<ThreadSample> threads) {
  private static final int MAX_DEPTH = 3;
  private static final int MAX_LISTED = 3;

  /** Returns what the threads do that the wait is for, each after a semicolon. */
  String inWords(ThreadSample waiting, Wait wait) {
    var named = namedIn(wait);
    if (named != null) {
      return chain(named, new HashSet<>(Set.of(waiting.thread())), 0);
    }
    if (!isEndedByAnother(wait)) {
      return "";
    }
    var working = working(waiting.thread());
    if (working.isEmpty()) {
      return wait instanceof Wait.Result || wait instanceof Wait.TasksEnd
          ? "; no thread of the execution works on it"
          : "";
    }
    return working.stream()
            .limit(MAX_LISTED)
            .map(each -> "; its " + name(each) + " is " + doing(each))
            .collect(Collectors.joining())
        + (working.size() > MAX_LISTED
            ? "; and " + (working.size() - MAX_LISTED) + " more threads"
            : "");
  }

  private String chain(String thread, Set<String> seen, int depth) {
    var found = named(thread);
    if (found.isEmpty() || !seen.add(thread) || depth >= MAX_DEPTH) {
      return "";
    }
    var sample = found.get();
    var next = wait(sample).map(Neighbours::namedIn).orElse(null);
    return "; "
        + name(sample)
        + " is "
        + doing(sample)
        + (next == null ? "" : chain(next, seen, depth + 1));
  }

  private Optional<ThreadSample> named(String thread) {
    return threads.stream().filter(each -> each.thread().equals(thread)).findFirst();
  }

  /** Returns the threads with code of the author on their stack. */
  private List<ThreadSample> working(String except) {
    var working = new ArrayList<ThreadSample>();
    for (var each : threads) {
      if (!each.thread().equals(except) && author.frame(each.frames()).isPresent()) {
        working.add(each);
      }
    }
    return working;
  }

  private Optional<Wait> wait(ThreadSample sample) {
    return WaitRules.of(sample, author.frame(sample.frames()).orElse(null));
  }

  private static String name(ThreadSample sample) {
    return WaitWords.thread(sample.thread());
  }

  /** Returns what a thread does and where. */
  private String doing(ThreadSample sample) {
    var initialization = Initializations.of(sample, author, threads);
    var place = author.place(sample.frames());
    return initialization
        .or(() -> wait(sample))
        .map(wait -> WaitWords.at(wait, place))
        .orElse((sample.state().equals("RUNNABLE") ? "running" : "waiting") + place);
  }

  /** Returns the thread that a wait is for; null if the wait names none. */
  private static @Nullable String namedIn(Wait wait) {
    return switch (wait) {
      case Wait.ThreadEnd(var thread) -> thread;
      case Wait.Result(_, var runner, _) -> runner;
      case Wait.Lock(_, _, var owner) -> owner.ended() ? null : owner.thread();
      case Wait.Loading(var lock) -> lock.owner().thread();
      case Wait.Initialization(_, var by) -> by;
      case Wait.Latch _,
          Wait.Permits _,
          Wait.Condition _,
          Wait.Barrier _,
          Wait.Phase _,
          Wait.Exchange _,
          Wait.Notification _,
          Wait.Unpark _,
          Wait.QueueEntry _,
          Wait.QueueRoom _,
          Wait.QueueTaker _,
          Wait.ClearedReference _,
          Wait.PipedBytes _,
          Wait.Subscriber _,
          Wait.TasksEnd _,
          Wait.ParallelParts _,
          Wait.Sleep _,
          Wait.Selection _,
          Wait.Connection _,
          Wait.Connect _,
          Wait.Read _,
          Wait.Write _,
          Wait.Open _,
          Wait.FileLock _,
          Wait.ChildEnd _,
          Wait.Database _,
          Wait.Answer _,
          Wait.NativeCall _ ->
          null;
    };
  }

  /** Returns true if another thread of the process ends the wait, but it is unknown which. */
  private static boolean isEndedByAnother(Wait wait) {
    return switch (wait) {
      case Wait.Latch _,
          Wait.Permits _,
          Wait.Condition _,
          Wait.Barrier _,
          Wait.Phase _,
          Wait.Exchange _,
          Wait.Notification _,
          Wait.Unpark _,
          Wait.QueueEntry _,
          Wait.QueueRoom _,
          Wait.QueueTaker _,
          Wait.ClearedReference _,
          Wait.PipedBytes _,
          Wait.Subscriber _,
          Wait.TasksEnd _,
          Wait.ParallelParts _,
          Wait.ThreadEnd _,
          Wait.Result _ ->
          true;
      case Wait.Lock(_, _, var owner) -> owner.thread() == null;
      case Wait.Loading(var lock) -> lock.owner().thread() == null;
      case Wait.Initialization(_, var by) -> by == null;
      case Wait.Sleep _,
          Wait.Selection _,
          Wait.Connection _,
          Wait.Connect _,
          Wait.Read _,
          Wait.Write _,
          Wait.Open _,
          Wait.FileLock _,
          Wait.ChildEnd _,
          Wait.Database _,
          Wait.Answer _,
          Wait.NativeCall _ ->
          false;
    };
  }
}
