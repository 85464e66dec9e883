package io.sluice.process;

/** Refusal of a launch argument; the message is the sentence for standard error. */
final class ArgumentRefused extends Exception {
  private static final long serialVersionUID = 1L;

  ArgumentRefused(String sentence) {
    super(sentence);
  }
}
