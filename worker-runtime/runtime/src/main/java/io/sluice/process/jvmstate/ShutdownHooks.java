package io.sluice.process.jvmstate;

import io.sluice.process.jvmstate.SharedState.StateChange;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;

/**
 * Shutdown hooks of the JVM. A process ends without them ({@code Runtime.halt}), so that a hook
 * left by a workflow only delays SIGTERM and keeps its bundle in memory.
 */
final class ShutdownHooks implements SharedState {
  private final RawField hooks = RawField.ofStatic("java.lang.ApplicationShutdownHooks", "hooks");
  private final Set<Object> first = Collections.newSetFromMap(new IdentityHashMap<>());

  ShutdownHooks() throws ReflectiveOperationException {
    if (hooks.get() instanceof IdentityHashMap<?, ?> map) {
      first.addAll(map.keySet());
    }
  }

  @Override
  public Optional<StateChange> putBack() {
    // The map is null once the JVM exits.
    if (!(hooks.get() instanceof IdentityHashMap<?, ?> map) || isAsFirst(map)) {
      return Optional.empty();
    }
    IdentityHashMap<Thread, Thread> again = new IdentityHashMap<>();
    first.forEach(hook -> again.put((Thread) hook, (Thread) hook));
    int before = first.size();
    int now = map.size();
    hooks.set(again);
    return Optional.of(
        new StateChange(
            "shutdown-hooks",
            now > before
                ? "the shutdown hooks: " + (now - before) + " added"
                : "the shutdown hooks: " + before + " became " + now,
            true));
  }

  private boolean isAsFirst(IdentityHashMap<?, ?> map) {
    return map.size() == first.size() && first.stream().allMatch(map::containsKey);
  }
}
