import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** One version of the contract: a peer in its own class loaders. */
record Side(String name, BiFunction<String, List<String>, List<String>> peer) {

  /**
   * Loads the peer of one version and connects it.
   *
   * @param classPath the peer's classes, the contract's jar and what that needs
   */
  @SuppressWarnings("unchecked") // nothing but types of the JDK is shared
  static Side load(String name, String classPath, int port, boolean older)
      throws ReflectiveOperationException, java.io.IOException {
    var urls = new ArrayList<URL>();
    for (String path : classPath.split(File.pathSeparator)) {
      urls.add(new File(path).toURI().toURL());
    }
    var loader = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    Object peer =
        loader
            .loadClass("peer.Peer")
            .getConstructor(int.class, boolean.class)
            .newInstance(port, older);
    return new Side(name, (BiFunction<String, List<String>, List<String>>) peer);
  }

  /** Takes a step and answers what came of it. */
  List<String> does(String step, String... words) {
    try {
      return peer.apply(step, List.of(words));
    } catch (RuntimeException e) {
      throw new IllegalStateException(step + " by " + name + ": " + e.getMessage(), e);
    }
  }

  /** Expects the answer of a step. */
  void gets(List<String> expected, String step, String... words) {
    List<String> answer = does(step, words);
    if (!answer.equals(expected)) {
      throw new IllegalStateException(
          step + " by " + name + ": " + answer + " instead of " + expected);
    }
  }
}
