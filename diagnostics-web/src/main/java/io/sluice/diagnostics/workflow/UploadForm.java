package io.sluice.diagnostics.workflow;

import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A form with a file, whose first field is read before the file: browsers send fields in the order
 * of the page (HTML standard, "constructing the entry list"). RFC 7578 has the format.
 *
 * @param first value of the first field
 * @param rest the form without its first field, with the same boundary; not read yet. Its close
 *     leaves the body open
 */
record UploadForm(String first, InputStream rest) {

  private static final int MAX_FIRST_BYTES = 4_096;
  private static final String LINE = "\r\n";

  /**
   * Reads the first field.
   *
   * @param contentType the header of the request
   * @param name the expected name of the field
   * @return empty if it is no such form, or begins with another field or a long one
   */
  static Optional<UploadForm> read(String contentType, String name, InputStream body)
      throws IOException {
    Optional<String> boundary = boundary(contentType);
    if (boundary.isEmpty()) {
      return Optional.empty();
    }
    String delimiter = "--" + boundary.get();
    byte[] end = bytes(LINE + delimiter);
    byte[] part = until(end, body);
    String text = new String(part, StandardCharsets.ISO_8859_1);
    int head = text.indexOf(LINE + LINE);
    if (head < 0
        || !text.startsWith(delimiter + LINE)
        || !text.endsWith(LINE + delimiter)
        || !text.substring(0, head).toLowerCase(Locale.ROOT).contains("; name=\"" + name + "\"")) {
      return Optional.empty();
    }
    int from = head + 2 * LINE.length();
    int to = part.length - end.length;
    return from > to
        ? Optional.empty()
        : Optional.of(
            new UploadForm(
                text.substring(from, to),
                new SequenceInputStream(
                    new ByteArrayInputStream(bytes(delimiter)), keptOpen(body))));
  }

  /** A sequence closes what it has read to its end, and the body belongs to the caller. */
  private static InputStream keptOpen(InputStream body) {
    return new FilterInputStream(body) {
      @Override
      public void close() {
        // See above.
      }
    };
  }

  private static Optional<String> boundary(String contentType) {
    try {
      MediaType type = MediaType.valueOf(contentType);
      return MediaType.MULTIPART_FORM_DATA_TYPE.isCompatible(type)
          ? Optional.ofNullable(type.getParameters().get("boundary"))
          : Optional.empty();
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  /** Returns the bytes to the end of a text, or as many as a first field may have. */
  private static byte[] until(byte[] end, InputStream body) throws IOException {
    var read = new ByteArrayOutputStream();
    for (int next = body.read(); next >= 0; next = body.read()) {
      read.write(next);
      boolean mayEnd = next == end[end.length - 1];
      if (read.size() >= MAX_FIRST_BYTES || (mayEnd && endsWith(read, end))) {
        break;
      }
    }
    return read.toByteArray();
  }

  private static boolean endsWith(ByteArrayOutputStream read, byte[] end) {
    byte[] all = read.toByteArray();
    return all.length >= end.length
        && Arrays.equals(all, all.length - end.length, all.length, end, 0, end.length);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
