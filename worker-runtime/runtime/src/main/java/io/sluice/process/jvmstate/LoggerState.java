package io.sluice.process.jvmstate;

import io.sluice.process.jvmstate.SharedState.StateChange;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Level, filter and handlers of a {@code java.util.logging} logger that the runtime or every bundle
 * uses. A handler of a workflow would run on the threads of other executions and of the link.
 */
@SuppressWarnings("ReferenceEquality") // equals would be code of a workflow.
final class LoggerState implements SharedState {
  private final Logger logger;
  private final String name;
  private final RawField config;
  private final Object configuration;
  private final CopyOnWriteArrayList<Handler> handlers;
  private final List<Handler> firstHandlers;
  private final @Nullable Level level;
  private final @Nullable Filter filter;
  private final boolean useParentHandlers;

  @SuppressWarnings("unchecked") // The type of the field in the JDK.
  LoggerState(String name) throws ReflectiveOperationException {
    logger = Logger.getLogger(name);
    this.name = name.isEmpty() ? "the root logger" : "the logger " + name;
    firstHandlers = List.of(logger.getHandlers());
    config = RawField.of(logger, Logger.class, "config");
    configuration = value(config);
    handlers =
        (CopyOnWriteArrayList<Handler>)
            value(RawField.of(configuration, configuration.getClass(), "handlers"));
    level = logger.getLevel();
    filter = logger.getFilter();
    useParentHandlers = logger.getUseParentHandlers();
  }

  private static Object value(RawField field) {
    var value = field.get();
    if (value == null) {
      throw new IllegalStateException("the logger has no configuration");
    }
    return value;
  }

  @Override
  public Optional<StateChange> putBack() {
    boolean sameConfiguration = config.get() == configuration;
    var now = handlers.toArray();
    boolean sameHandlers = isAsFirst(now);
    if (sameConfiguration
        && sameHandlers
        && logger.getLevel() == level
        && logger.getFilter() == filter
        && logger.getUseParentHandlers() == useParentHandlers) {
      return Optional.empty();
    }
    var words =
        !sameHandlers
            ? "the handlers of " + name
            : logger.getLevel() != level ? "the level of " + name : name;
    config.set(configuration);
    if (!sameHandlers) {
      // Not Logger.removeHandler, because it calls equals of the handler.
      handlers.clear();
      handlers.addAll(firstHandlers);
    }
    logger.setFilter(filter);
    logger.setUseParentHandlers(useParentHandlers);
    logger.setLevel(level);
    return Optional.of(new StateChange("logging", words, true));
  }

  private boolean isAsFirst(Object[] now) {
    if (now.length != firstHandlers.size()) {
      return false;
    }
    for (int at = 0; at < now.length; at++) {
      if (now[at] != firstHandlers.get(at)) {
        return false;
      }
    }
    return true;
  }
}
