package io.sluice.process.jvmstate;

import io.sluice.process.jvmstate.SharedState.StateChange;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Object that the whole JVM uses, such as the default locale. Compared by identity. */
final class DefaultObject implements SharedState {
  private final String kind;
  private final String name;
  private final RawField field;
  private final Predicate<Object> madeByJdk;
  private final Consumer<@Nullable Object> setter;
  private @Nullable Object first;

  /**
   * @param name description of the value, for people
   * @param madeByJdk true for a value that the JDK itself may have set
   */
  DefaultObject(
      String kind,
      String name,
      RawField field,
      Predicate<Object> madeByJdk,
      Consumer<@Nullable Object> setter) {
    this.kind = kind;
    this.name = name;
    this.field = field;
    this.madeByJdk = madeByJdk;
    this.setter = setter;
    first = field.get();
  }

  DefaultObject(String kind, String name, RawField field) {
    this(kind, name, field, _ -> false, field::set);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // equals would be code of a workflow.
  public Optional<StateChange> putBack() {
    var now = field.get();
    if (now == first) {
      return Optional.empty();
    }
    if (now != null && madeByJdk.test(now)) {
      first = now;
      return Optional.empty();
    }
    setter.accept(first);
    return Optional.of(new StateChange(kind, name + " to " + described(now), true));
  }

  private static String described(@Nullable Object value) {
    if (value == null) {
      return "none";
    }
    return switch (value) {
      case Locale locale -> locale.toString();
      case TimeZone zone when zone.getClass().getClassLoader() == null -> zone.getID();
      default -> "an object of the class " + value.getClass().getName();
    };
  }
}
