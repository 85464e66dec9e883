package io.sluice.chaos.workflows.corpus;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A program that locks a file, says so, and keeps it until its standard input ends. */
public final class FileLockHolder {
  private FileLockHolder() {}

  public static void main(String[] arguments) throws IOException {
    try (var file =
            FileChannel.open(
                Path.of(arguments[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var lock = file.lock()) {
      System.out.println("locked " + lock.isValid());
      while (System.in.read() >= 0) {
        Thread.onSpinWait();
      }
    }
  }
}
