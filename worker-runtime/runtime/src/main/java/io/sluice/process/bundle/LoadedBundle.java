package io.sluice.process.bundle;

import io.sluice.workflow.Workflow;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A loaded bundle: its class loader and its workflows used so far. */
final class LoadedBundle {
  private final BundleAddress address;
  private final ClassLoader loader;
  private final List<String> declaring;
  private final JsonCodec codec;
  private final Map<String, LoadedWorkflow> workflows = new ConcurrentHashMap<>();
  private final AtomicInteger running = new AtomicInteger();

  private LoadedBundle(BundleAddress address, ClassLoader loader, List<String> declaring) {
    this.address = address;
    this.loader = loader;
    this.declaring = declaring;
    this.codec = new JsonCodec(loader);
  }

  /**
   * Opens a bundle from its file.
   *
   * @throws Refusal {@code BundleUnusable}
   */
  static LoadedBundle open(BundleAddress address) throws Refusal {
    var jar = VerifiedJar.open(address);
    try {
      return new LoadedBundle(address, new BundleClassLoader(address, jar), jar.declaring());
    } catch (IOException e) {
      throw Refusal.bundleUnusable("The bundle " + address + " cannot be read: " + e);
    }
  }

  /** Returns a bundle of the classes on the class path of the process. */
  static LoadedBundle builtIn(ClassLoader loader) {
    return new LoadedBundle(new BundleAddress(Path.of("runtime"), ""), loader, List.of());
  }

  ClassLoader loader() {
    return loader;
  }

  /** Returns the number of its running executions. */
  AtomicInteger running() {
    return running;
  }

  /**
   * Loads and links the declared workflows, so that no execution waits for that. None of their code
   * runs: static initializers run in the first execution.
   */
  void prewarm() throws Refusal {
    Optional<Refusal> first = Optional.empty();
    for (var entryPoint : declaring) {
      try {
        workflow(entryPoint);
      } catch (Refusal e) {
        first = first.or(() -> Optional.of(e));
      }
    }
    if (first.isPresent()) {
      throw first.get();
    }
  }

  /** Finds a workflow by its class name; the class is initialized by its first execution. */
  LoadedWorkflow workflow(String entryPoint) throws Refusal {
    var known = workflows.get(entryPoint);
    if (known != null) {
      return known;
    }
    var found = find(entryPoint);
    workflows.put(entryPoint, found);
    return found;
  }

  /** Loads a workflow. Reading its constructor links the class, which verifies all of its code. */
  private LoadedWorkflow find(String entryPoint) throws Refusal {
    var type = load(entryPoint);
    if (!Workflow.class.isAssignableFrom(type)
        || !Modifier.isPublic(type.getModifiers())
        || Modifier.isAbstract(type.getModifiers())) {
      throw unusable(entryPoint, "is not a public class that implements Workflow");
    }
    return new LoadedWorkflow(constructorOf(type), codec.inputTypeOf(type), codec, running);
  }

  private Class<?> load(String entryPoint) throws Refusal {
    try {
      return Class.forName(entryPoint, false, loader);
    } catch (ClassNotFoundException _) {
      throw unusable(entryPoint, "is not in it");
    } catch (LinkageError e) {
      throw unusable(entryPoint, "cannot be loaded (" + e + ")");
    }
  }

  private Constructor<?> constructorOf(Class<?> type) throws Refusal {
    try {
      return type.getConstructor();
    } catch (NoSuchMethodException _) {
      throw unusable(type.getName(), "has no public constructor without arguments");
    } catch (LinkageError e) {
      throw unusable(type.getName(), "cannot be linked (" + e + ")");
    }
  }

  private Refusal unusable(String entryPoint, String why) {
    return Refusal.bundleUnusable(
        String.format(Locale.ROOT, "The class %s of the bundle %s %s.", entryPoint, address, why));
  }
}
