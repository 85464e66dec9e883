package io.sluice.admin;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Collects log records of level ERROR until it is closed. */
public final class LoggedErrors extends Handler implements AutoCloseable {

  private static final Logger ROOT = Logger.getLogger("");
  private final List<String> messages = new CopyOnWriteArrayList<>();

  private LoggedErrors() {}

  public static LoggedErrors heard() {
    var errors = new LoggedErrors();
    ROOT.addHandler(errors);
    return errors;
  }

  public List<String> messages() {
    return List.copyOf(messages);
  }

  @Override
  public void publish(LogRecord said) {
    if (said.getLevel().intValue() >= Level.SEVERE.intValue()) {
      messages.add(said.getMessage());
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    ROOT.removeHandler(this);
  }
}
