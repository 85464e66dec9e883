package io.sluice.diagnosis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Classifies a stuck execution by samples of its thread. The process uses it on its own threads,
 * the orchestrator on thread dumps of a process that does not answer. Pure: knows no thread and no
 * clock.
 */
public final class StuckClassifier {
  private static final double SPINNING_SHARE = 0.8;
  private static final double STARVED_SHARE = 0.1;
  private static final double IDLE_SHARE = 0.05;
  private static final double SHORT_OF_MEMORY_SHARE = 0.5;
  private static final double INTERRUPTED_SHARE = 0.02;
  private static final double STILL_SHARE = 0.002;
  private static final double POLLS_PER_SECOND = 3;

  private StuckClassifier() {}

  /**
   * Returns the verdict.
   *
   * @param samples of the thread of the execution, oldest first, at least one
   * @param atRequest sample at the request to stop, if there is one
   * @param deadlock threads of a deadlock that includes it, or none
   * @param closers descriptions of its registered closers
   */
  public static Verdict classify(
      List<ThreadSample> samples,
      @Nullable ThreadSample atRequest,
      List<String> deadlock,
      List<String> closers) {
    return classify(
        new StuckCase("", samples, atRequest, List.of(), List.of(), deadlock, closers, 0));
  }

  /** Returns the verdict about an execution. */
  public static Verdict classify(StuckCase stuck) {
    var samples = stuck.samples();
    var author = Author.of(stuck.last().frames());
    if (!stuck.deadlock().isEmpty()) {
      return new Verdict(
          Verdict.Kind.DEADLOCK,
          "deadlock between "
              + String.join(" and ", stuck.deadlock())
              + author.place(stuck.last().frames()));
    }
    double gcShare = gcShare(samples, stuck.atRequest());
    if (gcShare > SHORT_OF_MEMORY_SHARE) {
      return new Verdict(
          Verdict.Kind.MEMORY,
          "the process is short of memory; "
              + percent(gcShare)
              + " % of time in GC"
              + author
                  .place(stuck.last().frames())
                  .replaceFirst("^ at ", "; this execution is at "));
    }
    return spinning(stuck, author)
        .or(() -> polling(stuck, author))
        .or(() -> waiting(stuck, author))
        .or(() -> running(stuck, author))
        .orElseGet(() -> Verdict.unknown(stacks(samples) + author.place(stuck.last().frames())));
  }

  private static Optional<Verdict> spinning(StuckCase stuck, Author author) {
    var samples = stuck.samples();
    double cpu = cpuShare(samples);
    boolean spins = cpu >= SPINNING_SHARE || (cpu >= STARVED_SHARE && wantsCpu(samples));
    return spins
        ? commonFrame(stuck, author)
            .map(
                frame ->
                    new Verdict(
                            Verdict.Kind.SPINNING,
                            busyWord(stuck) + " in " + frame.withSimpleName() + work(stuck, author))
                        .ignoring(Ignored.inWords(stuck, author, stuck.last(), Optional.empty())))
        : Optional.empty();
  }

  /** It spins only if it goes on after it was told to stop. */
  private static String busyWord(StuckCase stuck) {
    return stuck.isToldToStop() ? "spinning" : "busy";
  }

  private static String work(StuckCase stuck, Author author) {
    var stacks = new ArrayList<>(stuck.glances());
    stuck.samples().stream()
        .filter(sample -> sample.state().equals("RUNNABLE"))
        .map(ThreadSample::frames)
        .forEach(stacks::add);
    return stacks.isEmpty() ? "" : Work.inWords(author, stacks, bytesPerSecond(stuck.samples()));
  }

  private static long bytesPerSecond(List<ThreadSample> samples) {
    long bytes =
        samples.getLast().usage().allocatedBytes() - samples.getFirst().usage().allocatedBytes();
    long millis = duration(samples).toMillis();
    return millis <= 0 ? 0 : bytes * 1_000 / millis;
  }

  /**
   * Returns true if it was runnable in every sample, in code that does not wait. On an overloaded
   * machine a spinning thread gets only a share of a CPU.
   */
  private static boolean wantsCpu(List<ThreadSample> samples) {
    return samples.stream()
        .allMatch(
            sample ->
                sample.state().equals("RUNNABLE")
                    && !sample.frames().isEmpty()
                    && !WaitRules.mayWait(sample.frames().getFirst()));
  }

  /** Recognizes a thread that begins to wait more often than interrupts explain. */
  private static Optional<Verdict> polling(StuckCase stuck, Author author) {
    var first = stuck.samples().getFirst();
    var last = stuck.last();
    double seconds = duration(stuck.samples()).toMillis() / 1_000.0;
    long waits = last.facts().waits() - first.facts().waits();
    if (seconds <= 0
        || first.facts().waits() < 0
        || (waits - Math.max(0, stuck.interrupts())) / seconds < POLLS_PER_SECOND) {
      return Optional.empty();
    }
    var seen =
        stuck.samples().reversed().stream().filter(WaitRules::isParked).findFirst().orElse(last);
    var wait = wait(seen, author);
    return Optional.of(
        new Verdict(
                Verdict.Kind.POLLING,
                "waiting again and again ("
                    + Math.round(waits / seconds)
                    + " times a second): "
                    + wait.map(WaitWords::of).orElse("running")
                    + author.place(seen.frames())
                    + new Neighbours(author, stuck.threads())
                        .inWords(seen, wait.orElseGet(() -> new Wait.Unpark(null))))
            .ignoring(
                stuck.interrupts() > 0
                    ? stuck.interrupts() + " interrupts did not end the loop"
                    : ""));
  }

  private static Optional<Wait> wait(ThreadSample sample, Author author) {
    return WaitRules.of(sample, author.frame(sample.frames()).orElse(null));
  }

  private static Optional<Verdict> waiting(StuckCase stuck, Author author) {
    if (cpuShare(stuck.samples()) > IDLE_SHARE) {
      return Optional.empty();
    }
    var initialization = Initializations.of(stuck.last(), author, stuck.threads());
    return initialization
        .map(wait -> waiting(stuck, author, stuck.last(), wait))
        .or(
            () ->
                stuck.samples().reversed().stream()
                    .filter(sample -> wait(sample, author).isPresent())
                    .findFirst()
                    .map(
                        sample ->
                            waiting(stuck, author, sample, wait(sample, author).orElseThrow())));
  }

  /** The newest sample may show a short moment in which an interrupt woke it up. */
  private static Verdict waiting(StuckCase stuck, Author author, ThreadSample seen, Wait anyone) {
    var wait = withoutOwnExecution(anyone, stuck);
    return new Verdict(kind(wait), sentence(stuck, author, seen, wait), Advice.of(wait), "")
        .ignoring(Ignored.inWords(stuck, author, seen, Optional.of(wait)));
  }

  private static Verdict.Kind kind(Wait wait) {
    return switch (wait) {
      case Wait.Lock lock when lock.owner().thread() != null -> Verdict.Kind.BLOCKED;
      case Wait.Loading(var lock) when lock.owner().thread() != null -> Verdict.Kind.BLOCKED;
      case Wait.Read(var what, _) when what.equals("socket") || what.startsWith("pipe") ->
          Verdict.Kind.READ;
      default -> Verdict.Kind.WAITING;
    };
  }

  /** Names the thread, not the execution, of a lock that the execution itself holds. */
  private static Wait withoutOwnExecution(Wait wait, StuckCase stuck) {
    return switch (wait) {
      case Wait.Lock lock -> ofThread(lock, stuck);
      case Wait.Loading(var lock) -> new Wait.Loading(ofThread(lock, stuck));
      default -> wait;
    };
  }

  private static Wait.Lock ofThread(Wait.Lock lock, StuckCase stuck) {
    var owner = lock.owner();
    return stuck.executionId().equals(owner.execution())
        ? new Wait.Lock(
            lock.name(), lock.access(), new Wait.Owner(owner.thread(), null, owner.ended()))
        : lock;
  }

  private static String sentence(StuckCase stuck, Author author, ThreadSample seen, Wait wait) {
    boolean itself = wait instanceof Wait.Lock lock && seen.thread().equals(lock.owner().thread());
    var place = closers(stuck, wait) + author.place(seen.frames());
    var words = WaitWords.at(wait, place);
    return (itself ? words.replaceFirst("held by thread [^,; ]*", "held by itself") : words)
        + initializing(seen, wait)
        + since(stuck, author)
        + (itself ? "" : new Neighbours(author, stuck.threads()).inWords(seen, wait));
  }

  /** Returns the descriptions of closers, which name the peer, for what a closer can end. */
  private static String closers(StuckCase stuck, Wait wait) {
    boolean outside =
        switch (wait) {
          case Wait.Read _,
              Wait.Write _,
              Wait.Connect _,
              Wait.Connection _,
              Wait.Selection _,
              Wait.Database _,
              Wait.Answer _,
              Wait.ChildEnd _ ->
              true;
          default -> false;
        };
    return !outside || stuck.closers().isEmpty()
        ? ""
        : " (" + String.join(", ", stuck.closers()) + ")";
  }

  private static String initializing(ThreadSample sample, Wait wait) {
    return wait instanceof Wait.Initialization
        ? ""
        : Initializations.initializer(sample.frames())
            .map(type -> ", while it initializes class " + type)
            .orElse("");
  }

  /**
   * Returns for how long it has stayed at this place at least: it used no processor time between
   * the samples, except for what interrupts cost.
   */
  private static String since(StuckCase stuck, Author author) {
    var first = stuck.last();
    for (var before : stuck.samples().reversed()) {
      if (!stays(before, first, stuck, author)) {
        break;
      }
      first = before;
    }
    var request = stuck.atRequest();
    if (request != null
        && first.equals(stuck.samples().getFirst())
        && stays(request, first, stuck, author)) {
      first = request;
    }
    var millis = Duration.between(first.at(), stuck.last().at()).toMillis();
    return millis <= 0 ? "" : String.format(Locale.ROOT, ", for at least %.1f s", millis / 1_000.0);
  }

  private static boolean stays(
      ThreadSample before, ThreadSample after, StuckCase stuck, Author author) {
    double share = stuck.interrupts() > 0 ? INTERRUPTED_SHARE : STILL_SHARE;
    long nanos = after.usage().cpuNanos() - before.usage().cpuNanos();
    return author.frame(before.frames()).equals(author.frame(after.frames()))
        && nanos <= Duration.between(before.at(), after.at()).toNanos() * share;
  }

  /** Recognizes a thread that is runnable in changing places and uses processor time. */
  private static Optional<Verdict> running(StuckCase stuck, Author author) {
    boolean runnable =
        stuck.samples().stream().allMatch(sample -> sample.state().equals("RUNNABLE"));
    boolean works = cpuShare(stuck.samples()) > IDLE_SHARE || wantsCpuInChangingPlaces(stuck);
    return runnable && works
        ? answer(stuck, author)
            .or(
                () ->
                    Optional.of(
                        new Verdict(
                                Verdict.Kind.RUNNING,
                                (wantsCpu(stuck.samples()) ? busyWord(stuck) : "busy")
                                    + commonFrame(stuck, author)
                                        .map(frame -> " in " + frame.withSimpleName())
                                        .orElse("")
                                    + work(stuck, author))
                            .ignoring(
                                Ignored.inWords(stuck, author, stuck.last(), Optional.empty()))))
        : Optional.empty();
  }

  /** On a machine that is overloaded for a moment, work gets no processor time at all. */
  private static boolean wantsCpuInChangingPlaces(StuckCase stuck) {
    return wantsCpu(stuck.samples())
        && stuck.samples().stream().map(ThreadSample::frames).distinct().count() > 1;
  }

  /** Recognizes a call for an answer that asks again and again instead of waiting. */
  private static Optional<Verdict> answer(StuckCase stuck, Author author) {
    var samples = stuck.samples();
    var answers =
        Stream.concat(Stream.ofNullable(stuck.atRequest()), samples.stream())
            .flatMap(
                sample ->
                    author
                        .frame(sample.frames())
                        .flatMap(frame -> WaitRules.answerOf(sample, frame))
                        .stream())
            .toList();
    return answers.size() < samples.size()
        ? Optional.empty()
        : answers.stream()
            .max(Comparator.comparingInt(each -> WaitWords.of(each).length()))
            .map(
                wait ->
                    new Verdict(
                            Verdict.Kind.WAITING,
                            WaitWords.at(wait, author.place(stuck.last().frames()))
                                + ", in a loop that uses "
                                + percent(cpuShare(samples))
                                + " % of a processor",
                            Advice.of(wait),
                            "")
                        .ignoring(Ignored.inWords(stuck, author, stuck.last(), Optional.of(wait))));
  }

  private static String stacks(List<ThreadSample> samples) {
    if (samples.size() < 2) {
      return "one stack only";
    }
    boolean same =
        samples.stream().allMatch(sample -> sample.frames().equals(samples.getFirst().frames()));
    return String.format(
        Locale.ROOT,
        "%s for %.1f s",
        same ? "same stack" : "changing stacks",
        duration(samples).toMillis() / 1000.0);
  }

  /**
   * Returns the newest call that all samples share, counted from the bottom of the stack: the
   * spinning loop, even if it was seen in different inner calls.
   */
  private static Optional<StackFrame> commonFrame(StuckCase stuck, Author author) {
    var newest = stuck.last().frames().reversed();
    int common = newest.size();
    for (var sample : stuck.samples()) {
      common = Math.min(common, commonPrefix(newest, sample.frames().reversed()));
    }
    for (var glance : stuck.glances()) {
      common = Math.min(common, commonPrefix(newest, glance.reversed()));
    }
    return author
        .frame(newest.subList(0, common).reversed())
        .map(frame -> atUsualLine(frame, newest.lastIndexOf(frame), stuck))
        .or(() -> author.frame(stuck.last().frames()));
  }

  /** Returns the frame with the line at which most stacks have it; of equals the newest one. */
  private static StackFrame atUsualLine(StackFrame frame, int depth, StuckCase stuck) {
    return Stream.concat(
            stuck.samples().reversed().stream().map(ThreadSample::frames), stuck.glances().stream())
        .filter(frames -> frames.size() > depth)
        .map(frames -> frames.reversed().get(depth))
        .filter(frame::isSameCallAs)
        .collect(Collectors.groupingBy(each -> each, LinkedHashMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(frame);
  }

  private static int commonPrefix(List<StackFrame> one, List<StackFrame> other) {
    int length = Math.min(one.size(), other.size());
    return IntStream.range(0, length)
        .filter(at -> !one.get(at).isSameCallAs(other.get(at)))
        .findFirst()
        .orElse(length);
  }

  private static double cpuShare(List<ThreadSample> samples) {
    long nanos = samples.getLast().usage().cpuNanos() - samples.getFirst().usage().cpuNanos();
    long watched = duration(samples).toNanos();
    return watched <= 0 ? 0 : (double) nanos / watched;
  }

  private static Duration duration(List<ThreadSample> samples) {
    return Duration.between(samples.getFirst().at(), samples.getLast().at());
  }

  /**
   * Returns the percentage of time of the garbage collector, during the samples or since the
   * request to stop: a thread that waits for the collector takes its samples late, all at the same
   * moment.
   */
  public static int gcPercent(List<ThreadSample> samples, @Nullable ThreadSample atRequest) {
    return percent(gcShare(samples, atRequest));
  }

  private static double gcShare(List<ThreadSample> samples, @Nullable ThreadSample atRequest) {
    var last = samples.getLast();
    double seen = gcShare(samples.getFirst(), last);
    return atRequest == null ? seen : Math.max(seen, gcShare(atRequest, last));
  }

  private static double gcShare(ThreadSample from, ThreadSample to) {
    long watched = Duration.between(from.at(), to.at()).toMillis();
    return watched <= 0 ? 0 : (double) (to.usage().gcMillis() - from.usage().gcMillis()) / watched;
  }

  private static int percent(double share) {
    return (int) Math.round(Math.min(share, 1) * 100);
  }
}
