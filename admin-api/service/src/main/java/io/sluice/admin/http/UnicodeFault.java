package io.sluice.admin.http;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The first place at which a JSON text is no Unicode text: bytes that are not UTF-8, or half of a
 * surrogate pair. Neither can be stored, and a parser would replace them silently. Pure functions.
 */
final class UnicodeFault {

  private static final int BUFFER = 8192;
  private static final int HEX = 4;

  private UnicodeFault() {}

  /** Returns what is wrong and where; empty if nothing is. */
  static Optional<String> of(byte[] json) {
    OptionalInt malformed = malformed(json);
    if (malformed.isPresent()) {
      return Optional.of(sentence("is not UTF-8", json, malformed.getAsInt()));
    }
    OptionalInt lone = loneSurrogate(json);
    return lone.isPresent()
        ? Optional.of(sentence("has half of a surrogate pair", json, lone.getAsInt()))
        : Optional.empty();
  }

  private static String sentence(String fault, byte[] json, int at) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < at; i++) {
      if (json[i] == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return String.format(
        Locale.ROOT,
        "The body %s at line %d, column %d.",
        fault,
        line,
        new String(json, lineStart, at - lineStart, StandardCharsets.UTF_8).length() + 1);
  }

  /** Returns the first byte that is not UTF-8. A NUL byte, which no JSON has, is of UTF-16. */
  private static OptionalInt malformed(byte[] json) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(json);
    CharBuffer out = CharBuffer.allocate(BUFFER);
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      if (result.isError()) {
        return OptionalInt.of(in.position());
      }
      if (result.isUnderflow()) {
        return nul(json);
      }
      out.clear();
    }
  }

  private static OptionalInt nul(byte[] json) {
    for (int i = 0; i < json.length; i++) {
      if (json[i] == 0) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  private static OptionalInt loneSurrogate(byte[] json) {
    for (int i = 0; i < json.length; i++) {
      if (json[i] != '\\') {
        continue;
      }
      int first = escaped(json, i);
      if (first < 0) {
        // Another escape, of which the second byte may be a backslash.
        i++;
      } else if (Character.isLowSurrogate((char) first)
          || (Character.isHighSurrogate((char) first) && !isLow(escaped(json, i + 2 + HEX)))) {
        return OptionalInt.of(i);
      } else {
        i += Character.isHighSurrogate((char) first) ? 2 * HEX + 3 : HEX + 1;
      }
    }
    return OptionalInt.empty();
  }

  private static boolean isLow(int escaped) {
    return escaped >= 0 && Character.isLowSurrogate((char) escaped);
  }

  /** Returns the character of an escape with a number; -1 if there is none. */
  private static int escaped(byte[] json, int at) {
    if (at + 1 + HEX >= json.length || json[at] != '\\' || json[at + 1] != 'u') {
      return -1;
    }
    int character = 0;
    for (int i = at + 2; i < at + 2 + HEX; i++) {
      int digit = Character.digit(json[i], 16);
      if (digit < 0) {
        return -1;
      }
      character = character * 16 + digit;
    }
    return character;
  }
}
