package io.sluice.process.diagnosis;

/**
 * Evidence about one execution.
 *
 * @param topFrame newest call outside the JDK, empty if there is none
 * @param stack last stack as text
 * @param json all evidence, at most 64 KiB
 */
public record Dossier(String verdict, String topFrame, String stack, String json) {
  /** Dossier without evidence. */
  public static final Dossier NONE = new Dossier("unknown: no evidence", "", "", "{}");
}
