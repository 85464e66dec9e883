package io.sluice.diagnostics.session;

/**
 * The event that a person has signed out at this instance, fired just before the answer. Another
 * sign-in of the same person, in another browser, may go on.
 *
 * @param person the name of the identity
 */
public record SignedOut(String person) {}
