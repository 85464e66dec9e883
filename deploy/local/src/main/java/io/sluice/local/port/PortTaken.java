package io.sluice.local.port;

import java.io.IOException;
import java.util.Locale;

/** Reports that a given port is in use. */
public final class PortTaken extends IOException {
  private static final long serialVersionUID = 1L;

  PortTaken(Port port, int number) {
    super(
        String.format(
            Locale.ROOT,
            "Port %d (%s) cannot be used: something else listens there, or it is not allowed. Choose another one or leave the option out.",
            number,
            port.option()));
  }
}
