package io.sluice.process.bundle;

import io.sluice.process.output.BundleHalt;

/**
 * What every bundle sees besides the JDK: the classes of the workflow API, and of the rest of ours
 * only what its calls of {@code Runtime.halt} become, so that a bundle can bring its own versions
 * of everything.
 */
final class ApiLoader extends ClassLoader {
  private static final String API = "io.sluice.workflow.";
  private static final String HALT = BundleHalt.class.getName();
  static final ApiLoader INSTANCE = new ApiLoader();

  private ApiLoader() {
    super("workflow-api", ClassLoader.getPlatformClassLoader());
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (name.startsWith(API) || name.equals(HALT)) {
      return Class.forName(name, false, ApiLoader.class.getClassLoader());
    }
    throw new ClassNotFoundException(name);
  }
}
