package io.sluice.process.jvmstate;

import org.jspecify.annotations.Nullable;

/** Field of many objects of the JDK, looked up once, because the lookup is expensive. */
public final class InstanceField {
  private final Class<?> type;
  private final long offset;

  private InstanceField(Class<?> type, long offset) {
    this.type = type;
    this.offset = offset;
  }

  /** Finds a field; null on a JDK without it. */
  public static @Nullable InstanceField find(String type, String name) {
    try {
      var declaring = Class.forName(type);
      return new InstanceField(declaring, RawField.offsetOf(declaring, name));
    } catch (ReflectiveOperationException _) {
      return null;
    }
  }

  /** Returns its value in an object; null also if the object is of another class. */
  public @Nullable Object get(@Nullable Object owner) {
    return type.isInstance(owner) ? RawField.read(owner, offset) : null;
  }
}
