package io.sluice.orchestrator.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Behaviour of a process of the tests. */
public enum Hostile {
  EXIT_0 {
    @Override
    public void act() {
      System.exit(0);
    }
  },
  EXIT_3 {
    @Override
    public void act() {
      System.out.println("a workflow calls exit");
      System.exit(3);
    }
  },
  FILL_HEAP {
    @Override
    public void act() {
      List<byte[]> kept = new ArrayList<>();
      while (kept.size() < Integer.MAX_VALUE) {
        kept.add(new byte[1024 * 1024]);
      }
    }
  },
  /** The JVM does not exit by itself, so the runtime does, as here. */
  FILL_DIRECT_MEMORY {
    @Override
    public void act() {
      List<ByteBuffer> kept = new ArrayList<>();
      try {
        while (kept.size() < Integer.MAX_VALUE) {
          kept.add(ByteBuffer.allocateDirect(1024 * 1024));
        }
      } catch (OutOfMemoryError e) {
        Runtime.getRuntime().halt(70);
      }
    }
  },
  /** Writes where nothing is mapped. */
  CRASH {
    @Override
    @SuppressWarnings("restricted")
    public void act() {
      MemorySegment.ofAddress(8).reinterpret(8).set(ValueLayout.JAVA_LONG, 0, 1);
    }
  },
  WAIT,
  /** A child kills its parent and lives on. */
  KILLED_BY_CHILD {
    @Override
    public void act() throws InterruptedException {
      try {
        new ProcessBuilder("/bin/sh", "-c", "kill -KILL $PPID; sleep 300").start().waitFor();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  },
  /** A child with inherited streams prints. */
  CHILD_PRINTS {
    @Override
    public void act() throws InterruptedException {
      try {
        new ProcessBuilder("/bin/sh", "-c", "echo printed by a child")
            .inheritIO()
            .start()
            .waitFor();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  },
  /** Behaves like a terminated process. */
  HALT_143 {
    @Override
    public void act() {
      Runtime.getRuntime().halt(143);
    }
  },
  /** Two executions: {@code a} spins and holds a lock, {@code b} waits for it. */
  SPIN {
    @Override
    public void prepare() throws InterruptedException {
      new Pair().start();
    }
  };

  /** Started before it reports that it is ready. */
  public void prepare() throws InterruptedException {}

  public void act() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  private static final class Pair {
    private final Object lock = new Object();
    private final CountDownLatch held = new CountDownLatch(1);
    private volatile long spins;

    void start() throws InterruptedException {
      new Thread(this::spin, "execution-a").start();
      held.await();
      new Thread(this::block, "execution-b").start();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // nobody else writes
    private void spin() {
      synchronized (lock) {
        held.countDown();
        while (spins >= 0) {
          spins++;
        }
      }
    }

    private void block() {
      synchronized (lock) {
        spins = 0;
      }
    }
  }
}
