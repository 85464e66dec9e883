package io.sluice.process.jvmstate;

import io.sluice.process.jdk.RawField;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Tells the TLS defaults that the JDK makes when first asked from those that a workflow sets. */
final class TlsDefaults {
  private static final String OF_THE_JDK = "sun.security.ssl.SSLContextImpl$DefaultSSLContext";

  private TlsDefaults() {}

  static boolean madeByJdk(Object value) {
    try {
      if (value.getClass() == SSLContext.class) {
        return isDefault(RawField.of(value, SSLContext.class, "contextSpi").get());
      }
      return value.getClass().getName().equals("sun.security.ssl.SSLSocketFactoryImpl")
          && isDefault(RawField.of(value, value.getClass(), "context").get());
    } catch (ReflectiveOperationException _) {
      return false;
    }
  }

  private static boolean isDefault(@Nullable Object implementation) {
    return implementation != null && implementation.getClass().getName().equals(OF_THE_JDK);
  }
}
