package io.sluice.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Changes the caller's password.
 *
 * @param newPassword 12 to 72 bytes in UTF-8, without the user name in it
 */
public record PasswordChange(
    @NotNull @Size(min = 1, max = 200) String currentPassword,
    @NotNull @Size(min = 1, max = 200) String newPassword) {

  /** Omits the passwords, which must not appear in a log. */
  @Override
  public String toString() {
    return "PasswordChange[]";
  }
}
