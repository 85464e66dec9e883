package io.sluice.orchestrator.process;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Beginning of the crash log of a JVM ({@code hs_err.log}).
 *
 * @param head at most 16 KiB; empty if there was none
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

  /** Returns the signal that the JVM received, which need not be the one that ended it. */
  public @Nullable String signal() {
    return first(SIGNAL);
  }

  /** Returns the frame in which it crashed. */
  public @Nullable String problematicFrame() {
    return first(FRAME);
  }

  /** Returns the Java thread in which it crashed; null if it was none. */
  public @Nullable String thread() {
    return first(THREAD);
  }

  /**
   * Returns this with only the comment lines of the JVM and the thread of an execution, without
   * names chosen by authors: Java methods, threads, arguments and the later sections.
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

  /** Returns true if the signal was sent to it, and not caused by its own actions. */
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
