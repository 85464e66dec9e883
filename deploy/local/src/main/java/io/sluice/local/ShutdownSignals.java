package io.sluice.local;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;

/**
 * Handles SIGINT, SIGTERM and SIGHUP as calls, so that a second signal can be distinguished from
 * the first: a shutdown hook sees only one. Uses reflection, because javac warns about {@code
 * sun.misc} and warnings are errors.
 */
final class ShutdownSignals {
  private ShutdownSignals() {}

  /**
   * @param handler called with the signal's name, on a thread of the JVM
   */
  static void handle(Consumer<String> handler) {
    try {
      var signal = Class.forName("sun.misc.Signal");
      var handlerType = Class.forName("sun.misc.SignalHandler");
      var proxy =
          Proxy.newProxyInstance(
              ShutdownSignals.class.getClassLoader(),
              new Class<?>[] {handlerType},
              (_, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  handler.accept(String.valueOf(arguments[0]));
                }
                return null;
              });
      var handle = signal.getMethod("handle", signal, handlerType);
      for (var name : List.of("INT", "TERM", "HUP")) {
        register(handle, signal.getConstructor(String.class).newInstance(name), proxy);
      }
    } catch (ReflectiveOperationException without) {
      throw new IllegalStateException("this JVM has no signals", without);
    }
  }

  private static void register(Method handle, Object signal, Object proxy)
      throws IllegalAccessException {
    try {
      handle.invoke(null, signal, proxy);
    } catch (InvocationTargetException ignoredByParent) {
      // The shell that started us ignores this signal (nohup): then so do we.
    }
  }
}
