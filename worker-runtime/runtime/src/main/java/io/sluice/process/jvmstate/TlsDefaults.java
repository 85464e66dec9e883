package io.sluice.process.jvmstate;

import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Distinguishes TLS defaults created by the JDK at first use from those set by a workflow. */
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
