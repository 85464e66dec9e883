package io.sluice.process.bundle;

/**
 * What every bundle sees besides the JDK: the classes of the workflow API and nothing else of ours,
 * so that a bundle can bring its own versions of everything.
 */
final class ApiLoader extends ClassLoader {
  private static final String API = "io.sluice.workflow.";
  static final ApiLoader INSTANCE = new ApiLoader();

  private ApiLoader() {
    super("workflow-api", ClassLoader.getPlatformClassLoader());
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (name.startsWith(API)) {
      return Class.forName(name, false, ApiLoader.class.getClassLoader());
    }
    throw new ClassNotFoundException(name);
  }
}
