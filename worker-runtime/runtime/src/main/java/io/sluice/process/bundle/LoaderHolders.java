package io.sluice.process.bundle;

import io.sluice.process.jvmstate.RawField;
import io.sluice.process.output.BoundedText;
import io.sluice.process.output.ProcessLog;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Finds holders of the class loader of a dropped bundle in the rest of the JVM: drivers of JDBC and
 * JMX beans, which are removed, and threads, which can only be reported. May call code of the
 * bundle ({@code MBeanRegistration}), so never on a thread of the runtime that others wait for.
 */
final class LoaderHolders {
  private static final int MAX_NAMED = 8;
  private static final int MAX_NAME_BYTES = 100;

  private final ClassLoader loader;

  LoaderHolders(ClassLoader loader) {
    this.loader = loader;
  }

  /** Removes removable holders; no execution of the bundle may run any more. */
  void release() {
    try {
      drivers().removeIf(registration -> isOfLoader(driverOf(registration)));
      for (var server : MBeanServerFactory.findMBeanServer(null)) {
        for (var bean : beans(server)) {
          server.unregisterMBean(bean);
        }
      }
    } catch (ReflectiveOperationException | JMException | RuntimeException e) {
      ProcessLog.failed("the release of the bundle " + loader.getName(), e);
    }
  }

  /** Returns the current holders, at most 8 of them; empty if none was found. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    try {
      drivers().stream()
          .map(LoaderHolders::driverOf)
          .filter(this::isOfLoader)
          .forEach(driver -> names.add("the JDBC driver " + name(driver)));
      for (var server : MBeanServerFactory.findMBeanServer(null)) {
        beans(server).forEach(bean -> names.add("the JMX bean " + clip(bean.toString())));
      }
      for (var thread : threads()) {
        heldBy(thread).forEach(how -> names.add("the thread " + clip(thread.getName()) + how));
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      ProcessLog.failed("the search for what holds the bundle " + loader.getName(), e);
    }
    return names.stream().limit(MAX_NAMED).toList();
  }

  private static List<Object> drivers() throws ReflectiveOperationException {
    var registered = RawField.ofStatic("java.sql.DriverManager", "registeredDrivers").get();
    @SuppressWarnings("unchecked") // The type of the field in the JDK.
    var drivers = (CopyOnWriteArrayList<Object>) registered;
    return drivers == null ? new CopyOnWriteArrayList<>() : drivers;
  }

  private static @Nullable Object driverOf(Object registration) {
    return field(registration, registration.getClass(), "driver");
  }

  private List<ObjectName> beans(MBeanServer server) {
    return server.queryNames(null, null).stream().filter(bean -> isOfLoader(server, bean)).toList();
  }

  @SuppressWarnings("ReferenceEquality") // equals would run code of a bundle.
  private boolean isOfLoader(MBeanServer server, ObjectName bean) {
    try {
      return server.getClassLoaderFor(bean) == loader;
    } catch (JMException _) {
      return false;
    }
  }

  private List<String> heldBy(Thread thread) {
    List<String> ways = new ArrayList<>();
    if (isOfLoader(thread) || isLoader(field(thread, Thread.class, "contextClassLoader"))) {
      ways.add(" (its class, or its context class loader)");
    }
    localsOf(thread)
        .filter(this::isOfLoader)
        .findFirst()
        .ifPresent(value -> ways.add(" (a ThreadLocal with a " + name(value) + ")"));
    return ways;
  }

  /** Returns the thread-locals of a thread and their values. */
  private static Stream<Object> localsOf(Thread thread) {
    var map = field(thread, Thread.class, "threadLocals");
    if (map == null || !(field(map, map.getClass(), "table") instanceof Reference<?>[] table)) {
      return Stream.empty();
    }
    return Stream.of(table)
        .flatMap(Stream::ofNullable)
        .flatMap(entry -> Stream.of(entry.get(), field(entry, entry.getClass(), "value")))
        .flatMap(Stream::ofNullable);
  }

  private static List<Thread> threads() {
    var root = Thread.currentThread().getThreadGroup();
    for (var parent = root.getParent(); parent != null; parent = root.getParent()) {
      root = parent;
    }
    var listed = new Thread[1_024];
    int count = root.enumerate(listed, true);
    return Stream.of(listed).limit(count).toList();
  }

  @SuppressWarnings("ReferenceEquality") // equals would run code of a bundle.
  private boolean isLoader(@Nullable Object object) {
    return object == loader;
  }

  private boolean isOfLoader(@Nullable Object object) {
    return object != null && isLoader(object.getClass().getClassLoader());
  }

  private static @Nullable Object field(Object owner, Class<?> type, String name) {
    try {
      return RawField.of(owner, type, name).get();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String name(@Nullable Object object) {
    return object == null ? "" : clip(object.getClass().getName());
  }

  private static String clip(String text) {
    return BoundedText.of(text, MAX_NAME_BYTES);
  }
}
