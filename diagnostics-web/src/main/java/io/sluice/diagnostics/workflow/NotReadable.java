package io.sluice.diagnostics.workflow;

import io.sluice.diagnostics.page.ErrorView;

/** A typed value that cannot be sent to admin-api, with a sentence for the person. */
final class NotReadable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotReadable(String sentence) {
    super(sentence, null, false, false);
  }

  ErrorView error() {
    return new ErrorView(422, "A field is not readable", String.valueOf(getMessage()));
  }
}
