package io.sluice.process.stuck;

/**
 * The evidence about one execution.
 *
 * @param topFrame the newest call outside the JDK, empty when there is none
 * @param stack the last stack as text
 * @param json everything, at most 64 KiB
 */
public record Dossier(String verdict, String topFrame, String stack, String json) {
  /** What is said when there is no evidence. */
  public static final Dossier NONE = new Dossier("unknown: no evidence", "", "", "{}");
}
