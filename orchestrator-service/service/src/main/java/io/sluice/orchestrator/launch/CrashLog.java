package io.sluice.orchestrator.launch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The head of what a JVM wrote when it crashed ({@code hs_err.log}).
 *
 * @param head at most 16 KiB; empty when there was none
 */
public record CrashLog(String head) {
  public static final CrashLog NONE = new CrashLog("");

  private static final Pattern SIGNAL = Pattern.compile("(?m)^#\\s+(SIG[A-Z0-9]+) \\(0x");
  private static final Pattern FRAME =
      Pattern.compile("(?m)^# Problematic frame:\\R#\\s*(\\S.{0,300})");
  private static final Pattern JAVA_FRAME =
      Pattern.compile("(?m)^# Problematic frame:\\R#\\s*[Jj] .*\\R?");
  private static final Pattern EXECUTION_THREAD =
      Pattern.compile("Current thread .* \"execution-[0-9a-f-]{36}\".*");
  private static final Pattern THREAD =
      Pattern.compile("(?m)^Current thread \\(.{0,40}?\\):\\s+\\w+ \"(.{0,200}?)\"");

  /** The signal that the JVM itself received, which need not be the one that ended it. */
  public @Nullable String signal() {
    return first(SIGNAL);
  }

  /** The frame in which it happened. */
  public @Nullable String problematicFrame() {
    return first(FRAME);
  }

  /** The Java thread in which it happened; null when it was none. */
  public @Nullable String thread() {
    return first(THREAD);
  }

  /**
   * The JVM's own comment lines and the thread of an execution, without names that authors chose:
   * Java methods, threads, arguments and what a later section lists.
   */
  CrashLog withoutForeignWords() {
    return new CrashLog(
        JAVA_FRAME
            .matcher(head)
            .replaceFirst("")
            .lines()
            .filter(line -> line.startsWith("#") || EXECUTION_THREAD.matcher(line).matches())
            .collect(Collectors.joining("\n")));
  }

  /** Whether the signal was sent to it, and not caused by what it did. */
  boolean isSentFromOutside() {
    return head.contains("(sent by kill)");
  }

  boolean isOutOfMemory() {
    return head.contains("There is insufficient memory for the Java Runtime Environment");
  }

  private @Nullable String first(Pattern pattern) {
    Matcher matcher = pattern.matcher(head);
    return matcher.find() ? matcher.group(1).strip() : null;
  }
}
