package io.sluice.process.output;

import io.sluice.process.output.ProcessLog.UnattributedLines;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code System.out} or {@code System.err} of the process: passes each call to the stream of the
 * calling execution. Every method is overridden because {@link PrintStream} locks itself, and one
 * execution that holds that lock must not stop the others from printing.
 */
@SuppressWarnings("AnnotateFormatMethod") // The signatures are those of PrintStream.
public final class RoutedPrintStream extends PrintStream {
  private final PrintStream process;
  private final Function<ExecutionOutput, PrintStream> stream;

  private RoutedPrintStream(PrintStream process, Function<ExecutionOutput, PrintStream> stream) {
    super(process, true);
    this.process = process;
    this.stream = stream;
  }

  /**
   * Replaces both streams of the JVM and the handlers of its root logger. Output without an
   * execution goes to the log of the process, marked.
   */
  public static void install() {
    System.setOut(new RoutedPrintStream(unattributed(), ExecutionOutput::out));
    var err = new RoutedPrintStream(unattributed(), ExecutionOutput::err);
    System.setErr(err);
    RoutedLogHandler.install(err);
  }

  private static PrintStream unattributed() {
    return new PrintStream(
        new UnattributedLines(ProcessLog::addUnattributed), true, StandardCharsets.UTF_8);
  }

  private PrintStream target() {
    var execution = ExecutionOutput.ofCurrentThread();
    return execution == null ? process : stream.apply(execution);
  }

  @Override
  public void flush() {
    target().flush();
  }

  /** Does nothing: the streams belong to the process. */
  @Override
  public void close() {}

  @Override
  public boolean checkError() {
    return target().checkError();
  }

  @Override
  public void write(int one) {
    target().write(one);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    target().write(bytes, from, length);
  }

  @Override
  public void write(byte[] bytes) {
    target().write(bytes, 0, bytes.length);
  }

  @Override
  public void writeBytes(byte[] bytes) {
    target().writeBytes(bytes);
  }

  @Override
  public void println() {
    target().println();
  }

  @Override
  public void print(boolean value) {
    target().print(value);
  }

  @Override
  public void print(char value) {
    target().print(value);
  }

  @Override
  public void print(int value) {
    target().print(value);
  }

  @Override
  public void print(long value) {
    target().print(value);
  }

  @Override
  public void print(float value) {
    target().print(value);
  }

  @Override
  public void print(double value) {
    target().print(value);
  }

  @Override
  public void print(char[] value) {
    target().print(value);
  }

  @Override
  public void print(@Nullable String value) {
    target().print(value);
  }

  @Override
  public void print(@Nullable Object value) {
    target().print(value);
  }

  @Override
  public void println(boolean value) {
    target().println(value);
  }

  @Override
  public void println(char value) {
    target().println(value);
  }

  @Override
  public void println(int value) {
    target().println(value);
  }

  @Override
  public void println(long value) {
    target().println(value);
  }

  @Override
  public void println(float value) {
    target().println(value);
  }

  @Override
  public void println(double value) {
    target().println(value);
  }

  @Override
  public void println(char[] value) {
    target().println(value);
  }

  @Override
  public void println(@Nullable String value) {
    target().println(value);
  }

  @Override
  public void println(@Nullable Object value) {
    target().println(value);
  }

  @Override
  public PrintStream printf(String format, @Nullable Object @Nullable ... values) {
    target().printf(format, values);
    return this;
  }

  @Override
  public PrintStream printf(
      @Nullable Locale locale, String format, @Nullable Object @Nullable ... values) {
    target().printf(locale, format, values);
    return this;
  }

  @Override
  public PrintStream format(String format, @Nullable Object @Nullable ... values) {
    target().format(format, values);
    return this;
  }

  @Override
  public PrintStream format(
      @Nullable Locale locale, String format, @Nullable Object @Nullable ... values) {
    target().format(locale, format, values);
    return this;
  }

  @Override
  public PrintStream append(@Nullable CharSequence text) {
    target().append(text);
    return this;
  }

  @Override
  public PrintStream append(@Nullable CharSequence text, int from, int to) {
    target().append(text, from, to);
    return this;
  }

  @Override
  public PrintStream append(char character) {
    target().append(character);
    return this;
  }
}
