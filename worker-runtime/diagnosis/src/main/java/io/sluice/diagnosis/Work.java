package io.sluice.diagnosis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Describes what a running thread is busy with, by the calls in its stacks and by its use of
 * memory. Pure.
 */
final class Work {
  private static final double MANY = 0.1;
  private static final int RECURSION = 6;
  private static final long BUSY_ALLOCATION = 50_000_000;
  private static final int MB = 1_000_000;

  private Work() {}

  /** Kind of work of the JDK that is known by the names of its classes. */
  private enum Known {
    REGEX("java.util.regex.", "matching a regular expression"),
    SORT("java.util.TimSort|java.util.ComparableTimSort|java.util.DualPivotQuicksort", "sorting"),
    MATH("java.math.", "computing with %s"),
    FORMAT("java.util.Formatter", "formatting a text"),
    STREAM("java.util.stream.", "running a stream"),
    TEXT(
        "java.lang.StringConcatHelper|java.lang.AbstractStringBuilder|java.lang.String",
        "joining or copying a string"),
    YIELD("java.lang.Thread.yield", "yielding its processor again and again");

    private final String beginnings;
    private final String words;

    Known(String beginnings, String words) {
      this.beginnings = beginnings;
      this.words = words;
    }

    boolean fits(StackFrame frame) {
      return Stream.of(beginnings.split("\\|", -1)).anyMatch(frame.call()::startsWith);
    }
  }

  /** Returns the words, each with a comma before it; empty if nothing is known. */
  static String inWords(Author author, List<List<StackFrame>> stacks, long bytesPerSecond) {
    var words = new ArrayList<String>();
    exception(stacks).ifPresent(type -> words.add("throwing " + type + " again and again"));
    if (words.isEmpty()) {
      known(author, stacks).or(() -> called(author, stacks)).ifPresent(words::add);
    }
    recursion(stacks).ifPresent(words::add);
    if (bytesPerSecond >= BUSY_ALLOCATION) {
      words.add("allocating " + bytesPerSecond / MB + " MB/s");
    }
    return words.isEmpty() ? "" : ", " + String.join(", ", words);
  }

  /** Returns the class of exceptions that are being made in a share of the stacks. */
  private static Optional<String> exception(List<List<StackFrame>> stacks) {
    Map<String, Integer> seen = new HashMap<>();
    stacks.forEach(stack -> made(stack).ifPresent(type -> seen.merge(type, 1, Integer::sum)));
    return seen.entrySet().stream()
        .filter(each -> each.getValue() > 1)
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey);
  }

  private static Optional<String> made(List<StackFrame> stack) {
    String last = null;
    for (var frame : stack) {
      boolean constructs =
          frame.method().equals("<init>") && frame.type().matches(".*(Exception|Error|Throwable)");
      if (constructs) {
        last = frame.type().substring(frame.type().lastIndexOf('.') + 1);
      } else if (!frame.type().equals("java.lang.Throwable")) {
        break;
      }
    }
    return Optional.ofNullable(last).filter(type -> !type.equals("Throwable"));
  }

  private static Optional<String> known(Author author, List<List<StackFrame>> stacks) {
    for (var kind : Known.values()) {
      var found =
          stacks.stream()
              .flatMap(stack -> author.calls(stack).stream())
              .filter(kind::fits)
              .toList();
      long stacksWith =
          stacks.stream()
              .filter(stack -> author.calls(stack).stream().anyMatch(kind::fits))
              .count();
      if (stacksWith * 2 >= stacks.size() && !found.isEmpty()) {
        return Optional.of(String.format(Locale.ROOT, kind.words, simple(found.getFirst().type())));
      }
    }
    return Optional.empty();
  }

  /** Returns the call that the code of the author makes in many of the stacks. */
  private static Optional<String> called(Author author, List<List<StackFrame>> stacks) {
    Map<String, Integer> seen = new HashMap<>();
    for (var stack : stacks) {
      var calls = author.calls(stack);
      if (!calls.isEmpty()) {
        seen.merge(
            simple(calls.getFirst().type()) + "." + calls.getFirst().method(), 1, Integer::sum);
      }
    }
    return seen.entrySet().stream()
        .filter(each -> each.getValue() > 1 && each.getValue() >= stacks.size() * MANY)
        .max(Map.Entry.comparingByValue())
        .map(each -> (each.getValue() * 2 >= stacks.size() ? "in " : "partly in ") + each.getKey());
  }

  private static Optional<String> recursion(List<List<StackFrame>> stacks) {
    var stack = stacks.getLast();
    Map<String, Integer> seen = new HashMap<>();
    stack.stream()
        .filter(StackFrame::isForeign)
        .forEach(f -> seen.merge(f.call(), 1, Integer::sum));
    return seen.entrySet().stream()
        .filter(each -> each.getValue() >= RECURSION)
        .max(Map.Entry.comparingByValue())
        .map(each -> "in recursion");
  }

  private static String simple(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }
}
