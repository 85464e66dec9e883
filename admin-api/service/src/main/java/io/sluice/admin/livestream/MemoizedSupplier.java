package io.sluice.admin.livestream;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a text at the first call and keeps it for later calls. Used by one thread. */
final class MemoizedSupplier implements Supplier<String> {

  private final Supplier<String> maker;
  private @Nullable String made;

  MemoizedSupplier(Supplier<String> maker) {
    this.maker = maker;
  }

  @Override
  public String get() {
    String known = made;
    if (known == null) {
      known = maker.get();
      made = known;
    }
    return known;
  }
}
