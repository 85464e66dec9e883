package io.sluice.process.jvmstate;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Field of the JDK that is read and written in place. Uses {@code sun.misc.Unsafe} by reflection:
 * an {@code --add-opens} for this purpose would open the JDK to every bundle as well.
 */
public final class RawField {
  private final Object base;
  private final long offset;

  private RawField(Object base, long offset) {
    this.base = base;
    this.offset = offset;
  }

  public static RawField ofStatic(String type, String name) throws ReflectiveOperationException {
    var field = Class.forName(type).getDeclaredField(name);
    return new RawField(
        Memory.call("staticFieldBase", field), (long) Memory.call("staticFieldOffset", field));
  }

  public static RawField of(Object owner, Class<?> type, String name)
      throws ReflectiveOperationException {
    return new RawField(owner, offsetOf(type, name));
  }

  static long offsetOf(Class<?> type, String name) throws ReflectiveOperationException {
    return (long) Memory.call("objectFieldOffset", type.getDeclaredField(name));
  }

  static @Nullable Object read(@Nullable Object owner, long offset) {
    return owner == null ? null : Memory.get(owner, offset);
  }

  /**
   * Returns the only value that a lambda has captured; null if it has none, or several. The class
   * of a lambda is hidden, so that its fields have no offset of their own: an object with one
   * reference is laid out like any other with one reference.
   */
  public static @Nullable Object capturedBy(@Nullable Object lambda) {
    return lambda != null
            && lambda.getClass().isHidden()
            && lambda.getClass().getDeclaredFields().length == 1
            && !lambda.getClass().getDeclaredFields()[0].getType().isPrimitive()
        ? Memory.get(lambda, OneReference.OFFSET)
        : null;
  }

  /** An object with one reference. */
  private static final class OneReference {
    static final long OFFSET = offset();

    @SuppressWarnings("UnusedVariable") // Its place in memory is what matters.
    private @Nullable Object value;

    private static long offset() {
      try {
        return offsetOf(OneReference.class, "value");
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  public @Nullable Object get() {
    return Memory.get(base, offset);
  }

  public void set(@Nullable Object value) {
    Memory.put(base, offset, value);
  }

  private static final class Memory {
    private static final Object UNSAFE = unsafe();
    private static final Method GET = method("getObjectVolatile", Object.class, long.class);
    private static final Method GET_INT = method("getIntVolatile", Object.class, long.class);
    private static final Method PUT =
        method("putObjectVolatile", Object.class, long.class, Object.class);

    static Object call(String name, Field field) throws ReflectiveOperationException {
      return method(name, Field.class).invoke(UNSAFE, field);
    }

    static @Nullable Object get(Object base, long offset) {
      try {
        return GET.invoke(UNSAFE, base, offset);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    static int getInt(Object base, long offset) {
      try {
        return (int) GET_INT.invoke(UNSAFE, base, offset);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    static void put(Object base, long offset, @Nullable Object value) {
      try {
        PUT.invoke(UNSAFE, base, offset, value);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    private static Object unsafe() {
      try {
        var field = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
        field.setAccessible(true);
        return field.get(null);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("the module jdk.unsupported is not there", e);
      }
    }

    private static Method method(String name, Class<?>... parameters) {
      try {
        return UNSAFE.getClass().getMethod(name, parameters);
      } catch (NoSuchMethodException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Field of many objects of the JDK, looked up once, because the lookup is expensive. */
  public static final class InstanceField {
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

    /** Returns the value of a field of type int; -1 if the object is of another class. */
    public int getInt(@Nullable Object owner) {
      return owner != null && type.isInstance(owner) ? Memory.getInt(owner, offset) : -1;
    }
  }
}
