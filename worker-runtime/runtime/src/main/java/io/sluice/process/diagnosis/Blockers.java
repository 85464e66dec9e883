package io.sluice.process.diagnosis;

import io.sluice.diagnosis.Blocker;
import io.sluice.process.jvmstate.RawField.InstanceField;
import io.sluice.process.output.BoundedText;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Phaser;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads the object for which a thread is parked or waits. Reads fields of the JDK in place and runs
 * no code of a bundle. Stateless.
 */
@SuppressWarnings("ReferenceEquality") // The identity of an object is what is looked for.
final class Blockers {
  private static final String LOCKS = "java.util.concurrent.locks.";
  private static final int MAX_NAME_BYTES = 300;
  private static final int SHARED_SHIFT = 16;
  private static final @Nullable InstanceField STATE =
      InstanceField.find(LOCKS + "AbstractQueuedSynchronizer", "state");
  private static final @Nullable InstanceField OWNER =
      InstanceField.find(LOCKS + "AbstractOwnableSynchronizer", "exclusiveOwnerThread");
  private static final @Nullable InstanceField FIRST_READER =
      InstanceField.find(LOCKS + "ReentrantReadWriteLock$Sync", "firstReader");
  private static final @Nullable InstanceField LOCK_OF_CONDITION =
      InstanceField.find(LOCKS + "AbstractQueuedSynchronizer$ConditionObject", "this$0");
  private static final @Nullable InstanceField RUNNER =
      InstanceField.find("java.util.concurrent.FutureTask", "runner");
  private static final @Nullable InstanceField PHASER =
      InstanceField.find("java.util.concurrent.Phaser$QNode", "phaser");
  private static final @Nullable InstanceField TERMINATION =
      InstanceField.find("java.lang.VirtualThread", "termination");
  private static final @Nullable InstanceField SYNC_OF_LATCH =
      InstanceField.find("java.util.concurrent.CountDownLatch", "sync");
  private static final @Nullable InstanceField HTTP_SELECTOR =
      InstanceField.find("jdk.internal.net.http.HttpClientImpl$SelectorManager", "selector");

  private static final @Nullable InstanceField NIO_BLOCKER =
      InstanceField.find("java.lang.Thread", "nioBlocker");
  private static final @Nullable InstanceField BLOCKED_CHANNEL =
      InstanceField.find("java.nio.channels.spi.AbstractInterruptibleChannel$1", "this$0");
  private static final @Nullable InstanceField REMOTE =
      InstanceField.find("sun.nio.ch.SocketChannelImpl", "remoteAddress");

  private static final @Nullable InstanceField BLOCKED_SELECTOR =
      InstanceField.find("java.nio.channels.spi.AbstractSelector$1", "this$0");
  private static final @Nullable InstanceField REMOTE_OF_DATAGRAM =
      InstanceField.find("sun.nio.ch.DatagramChannelImpl", "remoteAddress");

  private Blockers() {}

  /** Returns the name by which a thread is told from the others. */
  static String name(Thread thread) {
    return BoundedText.of(
        thread.isVirtual()
            ? ("virtual thread #" + thread.threadId() + " " + thread.getName()).strip()
            : thread.getName(),
        MAX_NAME_BYTES);
  }

  /**
   * Returns what the thread waits for; null if it does not wait, or for nothing that is known.
   *
   * @param monitorHash identity of the object in whose wait it is; 0 for none
   * @param known threads whose end it may wait for
   */
  static @Nullable Blocker of(Thread thread, int monitorHash, List<Thread> known) {
    var object = LockSupport.getBlocker(thread);
    if (object != null) {
      return of(object, known);
    }
    var channel = channelPeer(thread);
    return channel == null ? joined(monitorHash, known) : channel;
  }

  /**
   * Returns the peer of the channel in which the thread is blocked, or of a channel of the
   * selector; null if there is none.
   */
  private static @Nullable Blocker channelPeer(Thread thread) {
    var interruptible = read(NIO_BLOCKER, thread);
    if (read(BLOCKED_SELECTOR, interruptible) instanceof Selector selector) {
      var peer = peer(selector);
      return peer == null ? null : new Blocker.Peer(selector.getClass().getName(), peer);
    }
    return remote(read(BLOCKED_CHANNEL, interruptible)) instanceof SocketAddress peer
        ? new Blocker.Peer(peer.getClass().getName(), shown(peer))
        : null;
  }

  private static @Nullable Object remote(@Nullable Object channel) {
    var peer = read(REMOTE, channel);
    return peer == null ? read(REMOTE_OF_DATAGRAM, channel) : peer;
  }

  private static String shown(SocketAddress peer) {
    return peer instanceof InetSocketAddress inet && inet.getAddress() != null
        ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
        : BoundedText.of(peer.toString(), MAX_NAME_BYTES);
  }

  private static @Nullable Blocker joined(int hash, List<Thread> known) {
    return hash == 0
        ? null
        : known.stream()
            .filter(each -> System.identityHashCode(each) == hash)
            .findFirst()
            .map(each -> new Blocker.OfThread(each.getClass().getName(), name(each)))
            .orElse(null);
  }

  private static Blocker of(Object object, List<Thread> known) {
    var type = object.getClass().getName();
    if (object instanceof FutureTask<?>) {
      return new Blocker.Task(type, nameOf(read(RUNNER, object)));
    }
    return switch (type.replaceAll("\\$.*", "")) {
      case "java.util.concurrent.CountDownLatch" -> latch(object, type, known);
      case "java.util.concurrent.Semaphore" -> new Blocker.Counted(type, number(object));
      case LOCKS + "ReentrantLock", LOCKS + "ReentrantReadWriteLock" -> owned(object, type);
      case LOCKS + "AbstractQueuedSynchronizer" -> condition(object, type);
      case "java.util.concurrent.Phaser" -> phaser(object, type);
      case "java.util.concurrent.CompletableFuture" -> {
        var child = ChildProcesses.ofFuture(object);
        yield child == null ? new Blocker.Other(type) : child;
      }
      default -> new Blocker.Other(BoundedText.of(type, MAX_NAME_BYTES));
    };
  }

  private static @Nullable Object read(@Nullable InstanceField field, @Nullable Object object) {
    return field == null ? null : field.get(object);
  }

  private static int number(Object object) {
    return STATE == null ? -1 : STATE.getInt(object);
  }

  private static @Nullable String nameOf(@Nullable Object thread) {
    return thread instanceof Thread known ? name(known) : null;
  }

  /** The end of a virtual thread is a latch. */
  private static Blocker latch(Object object, String type, List<Thread> known) {
    for (var each : known) {
      if (each.isVirtual() && read(SYNC_OF_LATCH, read(TERMINATION, each)) == object) {
        return new Blocker.OfThread(type, name(each));
      }
    }
    return new Blocker.Counted(type, number(object));
  }

  private static Blocker owned(Object object, String type) {
    var writer = read(OWNER, object);
    var owner = writer == null ? read(FIRST_READER, object) : writer;
    int state = number(object);
    return new Blocker.Owned(
        type,
        nameOf(owner),
        owner instanceof Thread thread && !thread.isAlive(),
        writer == null && state >= 0 ? state >>> SHARED_SHIFT : state);
  }

  private static Blocker condition(Object object, String type) {
    var child = ChildProcesses.ofCondition(object);
    if (child != null) {
      return child;
    }
    var sync = read(LOCK_OF_CONDITION, object);
    return new Blocker.Other(
        sync == null ? type : sync.getClass().getName().replaceAll("\\$.*", ""));
  }

  private static Blocker phaser(Object object, String type) {
    return read(PHASER, object) instanceof Phaser phaser
        ? new Blocker.Parties(type, phaser.getArrivedParties(), phaser.getRegisteredParties())
        : new Blocker.Other(type);
  }

  /** Returns the only peer to which the HTTP clients of these threads are connected. */
  static @Nullable Blocker httpPeer(List<Thread> threads) {
    for (var each : threads) {
      if (read(HTTP_SELECTOR, each) instanceof Selector selector) {
        var address = peer(selector);
        if (address != null) {
          return new Blocker.Peer(each.getClass().getName(), address);
        }
      }
    }
    return null;
  }

  private static @Nullable String peer(Selector selector) {
    try {
      for (var key : selector.keys()) {
        if (remote(key.channel()) instanceof SocketAddress peer) {
          return shown(peer);
        }
      }
    } catch (RuntimeException _) {
      // Closed or changed meanwhile: without the peer.
    }
    return null;
  }
}
