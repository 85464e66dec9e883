package io.sluice.diagnosis;

import java.util.List;
import java.util.Optional;

/**
 * Tells the code of the author of a workflow from that of its libraries: it shares the first two
 * names of its package with the workflow itself, the oldest foreign call on the stack. Pure.
 *
 * @param base beginning of the names of the author's classes; empty if unknown
 */
public record Author(String base) {
  private static final int NAMES = 2;
  private static final String API = "io.sluice.workflow.";
  private static final List<String> LIBRARIES =
      List.of(
          "org.postgresql.",
          "org.apache.",
          "org.springframework.",
          "org.hibernate.",
          "org.slf4j.",
          "com.zaxxer.",
          "com.mysql.",
          "com.fasterxml.",
          "com.google.common.",
          "io.netty.",
          "io.vertx.",
          "io.smallrye.",
          "io.quarkus.",
          "okhttp3.",
          "okio.",
          "reactor.",
          "kotlin.",
          "kotlinx.",
          "scala.");

  /** Returns the author of the workflow whose thread has these frames. */
  public static Author of(List<StackFrame> frames) {
    return new Author(
        frames.reversed().stream()
            .filter(Author::canBeTheirs)
            .findFirst()
            .map(frame -> beginning(frame.type()))
            .orElse(""));
  }

  private static String beginning(String type) {
    int end = -1;
    for (int name = 0; name < NAMES; name++) {
      int dot = type.indexOf('.', end + 1);
      if (dot < 0) {
        break;
      }
      end = dot;
    }
    return end < 0 ? "" : type.substring(0, end + 1);
  }

  private static boolean canBeTheirs(StackFrame frame) {
    return frame.isForeign()
        && !frame.type().startsWith(API)
        && LIBRARIES.stream().noneMatch(frame.type()::startsWith);
  }

  /** Returns true if the frame is code of the author. */
  public boolean wrote(StackFrame frame) {
    return canBeTheirs(frame) && frame.type().startsWith(base);
  }

  /** Returns the newest frame of the author, else the newest one that is not of the JDK. */
  Optional<StackFrame> frame(List<StackFrame> frames) {
    return frames.stream()
        .filter(this::wrote)
        .findFirst()
        .or(() -> frames.stream().filter(Author::canBeTheirs).findFirst())
        .or(() -> frames.stream().filter(StackFrame::isForeign).findFirst());
  }

  /**
   * Returns the calls that the code of the author has made, oldest first, without the classes that
   * the JDK made for lambdas.
   */
  List<StackFrame> calls(List<StackFrame> frames) {
    var made =
        frame(frames).map(author -> frames.subList(0, frames.indexOf(author))).orElse(frames);
    return made.reversed().stream().filter(call -> !call.type().contains("/0x")).toList();
  }

  /** Returns the place in words, beginning with {@code at }; empty if there is none. */
  String place(List<StackFrame> frames) {
    return frame(frames).map(frame -> " at " + frame.withSimpleName()).orElse("");
  }
}
