package io.sluice.samples;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the records of a CSV file (RFC 4180): quoted fields may contain commas, quotes, lines. */
final class CsvReader {
  private static final int MAX_FIELD = 1024 * 1024;
  private static final int END = -1;

  private final BufferedReader input;
  private long line = 1;
  private long recordLine = 1;
  private int next;

  CsvReader(BufferedReader input) throws IOException {
    this.input = input;
    next = input.read();
    if (next == '\uFEFF') {
      next = input.read();
    }
  }

  /** Returns the line at which the last record began, from 1. */
  long recordLine() {
    return recordLine;
  }

  /** Returns the fields of the next record, or {@code null} at the end. Empty lines are skipped. */
  List<String> next() throws IOException {
    while (next == '\n' || next == '\r') {
      read();
    }
    if (next == END) {
      return null;
    }
    recordLine = line;
    List<String> fields = new ArrayList<>();
    fields.add(field());
    while (next == ',') {
      read();
      fields.add(field());
    }
    return fields;
  }

  private String field() throws IOException {
    return next == '"' ? quoted() : plain();
  }

  private String plain() throws IOException {
    var text = new StringBuilder();
    while (next != END && next != ',' && next != '\n' && next != '\r') {
      append(text);
    }
    return text.toString();
  }

  private String quoted() throws IOException {
    var text = new StringBuilder();
    long begun = line;
    read();
    while (true) {
      Inputs.require(next != END, "the quote opened in line " + begun + " is never closed");
      if (next == '"') {
        read();
        if (next != '"') {
          return text + plain();
        }
      }
      append(text);
    }
  }

  private void append(StringBuilder text) throws IOException {
    Inputs.require(text.length() < MAX_FIELD, "a field of line " + line + " is too long");
    text.append((char) next);
    read();
  }

  private void read() throws IOException {
    if (next == '\n') {
      line++;
    }
    next = input.read();
  }
}
