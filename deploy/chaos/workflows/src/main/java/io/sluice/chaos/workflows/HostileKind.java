package io.sluice.chaos.workflows;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Kinds of hostile behaviour; rows 16, 17, 20, 21 and 22 of the chaos suite. */
public enum HostileKind {
  OOM_HEAP,
  OOM_METASPACE,
  OOM_DIRECT,
  EXIT,
  HALT,
  EXIT_WITH_HANGING_HOOK,
  STACK_OVERFLOW,
  BROKEN_INITIALIZER,
  TO_STRING_THROWS,
  TO_STRING_NEVER_RETURNS,
  OUTPUT_FLOOD,
  OUTPUT_WITHOUT_NEWLINE,
  OUTPUT_BINARY,
  RESULT_OF_SIZE,
  RESULT_DEEP,
  RESULT_NAN,
  RESULT_NUL,
  RESULT_LONE_SURROGATE;

  Object act(int size) throws Exception {
    return switch (this) {
      case OOM_HEAP -> fillHeap();
      case OOM_METASPACE -> fillMetaspace();
      case OOM_DIRECT -> fillDirectMemory();
      case EXIT -> exit(size);
      case HALT -> halt(size);
      case EXIT_WITH_HANGING_HOOK -> exitWithHook();
      case STACK_OVERFLOW -> descend(0);
      case BROKEN_INITIALIZER -> Broken.VALUE;
      case TO_STRING_THROWS -> throw new Unprintable(false);
      case TO_STRING_NEVER_RETURNS -> throw new Unprintable(true);
      case OUTPUT_FLOOD -> print("All that is written here is dropped sooner or later.\n", size);
      case OUTPUT_WITHOUT_NEWLINE -> print("endless ", size);
      case OUTPUT_BINARY -> print("\u0000\u0007\u001b[2J\u001b]0;title\u0007\u00ff\r", size);
      case RESULT_OF_SIZE -> "x".repeat(size);
      case RESULT_DEEP -> nested(size);
      case RESULT_NAN -> Double.NaN;
      case RESULT_NUL -> "before\u0000after";
      case RESULT_LONE_SURROGATE -> "before\ud800after";
    };
  }

  private static int fillHeap() {
    List<byte[]> kept = new ArrayList<>();
    while (kept.size() < Integer.MAX_VALUE) {
      kept.add(new byte[1 << 20]);
    }
    return kept.size();
  }

  private static int fillDirectMemory() {
    List<ByteBuffer> kept = new ArrayList<>();
    while (kept.size() < Integer.MAX_VALUE) {
      kept.add(ByteBuffer.allocateDirect(1 << 20));
    }
    return kept.size();
  }

  /** Defines proxy classes in a new loader each, and keeps all of them. */
  private static int fillMetaspace() {
    List<Object> kept = new ArrayList<>();
    while (kept.size() < Integer.MAX_VALUE) {
      var loader = new ClassLoader(HostileKind.class.getClassLoader()) {};
      kept.add(Proxy.newProxyInstance(loader, new Class<?>[] {Runnable.class}, (_, _, _) -> null));
    }
    return kept.size();
  }

  private static int exit(int code) {
    System.exit(code);
    return code;
  }

  private static int halt(int code) {
    Runtime.getRuntime().halt(code);
    return code;
  }

  private static int exitWithHook() {
    Runtime.getRuntime().addShutdownHook(new Thread(HostileKind::hang));
    System.exit(0);
    return 0;
  }

  private static void hang() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException _) {
      // On purpose.
    }
  }

  @SuppressWarnings("InfiniteRecursion") // That is what it is for.
  private static int descend(int depth) {
    return descend(depth + 1) + 1;
  }

  private static int print(String text, int bytes) {
    for (int printed = 0; printed < bytes; printed += text.length()) {
      System.out.print(text);
    }
    return bytes;
  }

  private static Object nested(int depth) {
    Object inner = "bottom";
    for (int i = 0; i < depth; i++) {
      Map<String, Object> outer = new HashMap<>();
      outer.put("in", inner);
      inner = outer;
    }
    return inner;
  }

  /** A class whose initializer throws; later uses throw NoClassDefFoundError. */
  private static final class Broken {
    static final Integer VALUE = refuse();

    private static Integer refuse() {
      throw new IllegalStateException("this class cannot be initialized");
    }
  }

  /** An exception whose text cannot be read. */
  private static final class Unprintable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final boolean hangs;

    Unprintable(boolean hangs) {
      this.hangs = hangs;
    }

    @Override
    public String getMessage() {
      return toString();
    }

    @Override
    public String toString() {
      if (hangs) {
        hang();
      }
      throw new IllegalStateException("toString fails");
    }
  }
}
