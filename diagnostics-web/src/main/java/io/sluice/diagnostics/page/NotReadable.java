package io.sluice.diagnostics.page;

/** A typed value that cannot be sent to admin-api, with a sentence for the person. */
public final class NotReadable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public NotReadable(String sentence) {
    super(sentence, null, false, false);
  }

  /** Returns the error for the form. */
  public ErrorView error() {
    return new ErrorView(422, "A field is not readable", String.valueOf(getMessage()));
  }
}
