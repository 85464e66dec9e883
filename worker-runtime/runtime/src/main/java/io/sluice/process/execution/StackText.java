package io.sluice.process.execution;

import io.sluice.process.bundle.Causes;
import io.sluice.process.output.BoundedText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Converts a throwable to text of at most 16 KiB. A short one has the format of the JDK. In a
 * longer one the innermost cause comes first, because it describes the original failure, and each
 * throwable keeps its newest and its oldest calls. The text is written by the runtime and not by
 * the throwable, so that its length is bounded; runs on the thread of the workflow, whose methods
 * may block for ever.
 */
final class StackText {
  private static final int MAX_BYTES = MessageLimits.MAX_ERROR_STACK_BYTES;
  private static final int MAX_HEADER_BYTES = 1_000;
  private static final int MAX_FRAMES = 1_024;
  private static final int MAX_SUPPRESSED = 8;
  private static final int NOTICE_BYTES = 100;

  private StackText() {}

  static String of(Throwable thrown) {
    var blocks = Causes.of(thrown).stream().map(Block::of).toList();
    var whole = whole(blocks);
    return bytes(whole) <= MAX_BYTES ? whole : causesFirst(blocks, bytes(whole));
  }

  private static String whole(List<Block> blocks) {
    var text = new StringBuilder();
    for (int at = 0; at < blocks.size(); at++) {
      var block = blocks.get(at);
      text.append(at == 0 ? "" : "Caused by: ").append(block.header).append('\n');
      int shared = at == 0 ? 0 : block.sharedWith(blocks.get(at - 1));
      int own = block.frames.size() - shared;
      block.frames.subList(0, own).forEach(frame -> line(text, frame));
      if (shared > 0) {
        text.append("\t... ").append(shared).append(" more\n");
      }
      block.suppressed.forEach(line -> text.append("\tSuppressed: ").append(line).append('\n'));
    }
    return text.toString();
  }

  private static String causesFirst(List<Block> blocks, int wholeBytes) {
    var text = new StringBuilder();
    text.append("(").append(wholeBytes / 1024);
    text.append(" KiB were cut to 16 KiB: innermost cause first)\n");
    for (int at = blocks.size() - 1; at >= 0; at--) {
      int left = MAX_BYTES - NOTICE_BYTES - bytes(text);
      // Half of the rest for each one: the innermost gets the most, and each gets a part.
      var part = blocks.get(at).within(at == 0 ? left : left / 2);
      if (!part.isEmpty()) {
        text.append(at == blocks.size() - 1 ? "" : "Wrapped by: ").append(part);
      }
    }
    return BoundedText.of(text.toString(), MAX_BYTES);
  }

  private static void line(StringBuilder text, String frame) {
    text.append("\tat ").append(frame).append('\n');
  }

  private static int bytes(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  /** One throwable without its cause. */
  private record Block(String header, List<String> frames, List<String> suppressed) {
    static Block of(Throwable thrown) {
      return new Block(header(thrown), frames(thrown), suppressed(thrown));
    }

    private static String header(Throwable thrown) {
      try {
        return BoundedText.of(thrown.toString(), MAX_HEADER_BYTES);
      } catch (Throwable again) {
        return thrown.getClass().getName() + " (its toString threw " + again.getClass() + ")";
      }
    }

    private static List<String> frames(Throwable thrown) {
      try {
        List<String> frames = new ArrayList<>();
        for (var frame : thrown.getStackTrace()) {
          if (frames.size() == MAX_FRAMES) {
            break;
          }
          frames.add(MessageLimits.name(frame.toString()));
        }
        return frames;
      } catch (Throwable again) {
        return List.of("(its stack cannot be read: " + again.getClass().getName() + ")");
      }
    }

    private static List<String> suppressed(Throwable thrown) {
      List<String> headers = new ArrayList<>();
      for (var each : thrown.getSuppressed()) {
        if (headers.size() < MAX_SUPPRESSED) {
          headers.add(header(each));
        }
      }
      return headers;
    }

    /** Returns the number of oldest calls shared with the throwable that wraps this one. */
    int sharedWith(Block wrapper) {
      int most = Math.min(frames.size(), wrapper.frames.size());
      int shared = 0;
      while (shared < most
          && frames
              .get(frames.size() - 1 - shared)
              .equals(wrapper.frames.get(wrapper.frames.size() - 1 - shared))) {
        shared++;
      }
      return shared;
    }

    /** Returns the header, and as many of the newest and of the oldest calls as fit. */
    String within(int maxBytes) {
      var text = new StringBuilder(header).append('\n');
      int left = maxBytes - bytes(text) - NOTICE_BYTES;
      if (left < 0) {
        return bytes(text) <= maxBytes ? text.toString() : "";
      }
      var oldest = new ArrayList<String>();
      int next = 0;
      int last = frames.size() - 1;
      while (next <= last) {
        // Two of three are the newest ones.
        boolean takeOldest = oldest.size() < next / 2;
        var frame = frames.get(takeOldest ? last : next);
        left -= bytes(frame) + 5;
        if (left < 0) {
          break;
        }
        if (takeOldest) {
          oldest.addFirst(frame);
          last--;
        } else {
          line(text, frame);
          next++;
        }
      }
      if (next <= last) {
        text.append("\t... ").append(last - next + 1).append(" calls cut ...\n");
      }
      oldest.forEach(frame -> line(text, frame));
      return text.toString();
    }
  }
}
