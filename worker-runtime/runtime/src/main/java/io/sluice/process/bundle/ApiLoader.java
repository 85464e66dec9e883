package io.sluice.process.bundle;

import io.sluice.process.output.BundleHalt;
import io.sluice.process.output.BundleStreams;
import java.util.Set;

/**
 * Class loader that shows a bundle, besides the JDK, the classes of the workflow API, and of the
 * other classes of Sluice only the targets of {@link RedirectedCalls}, so that a bundle can bring
 * its own versions of all libraries.
 */
final class ApiLoader extends ClassLoader {
  private static final String API = "io.sluice.workflow.";
  private static final Set<String> CALLED =
      Set.of(BundleHalt.class.getName(), BundleStreams.class.getName());
  static final ApiLoader INSTANCE = new ApiLoader();

  private ApiLoader() {
    super("workflow-api", ClassLoader.getPlatformClassLoader());
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (name.startsWith(API) || CALLED.contains(name)) {
      return Class.forName(name, false, ApiLoader.class.getClassLoader());
    }
    throw new ClassNotFoundException(name);
  }
}
