package io.sluice.orchestrator.diagnosis;

import org.jspecify.annotations.Nullable;

/**
 * Evidence about an execution whose process did not report it.
 *
 * @param verdict cause as a sentence
 * @param stack of its thread, at most 16 KiB; null if there is none
 * @param json all evidence, at most 64 KiB
 */
public record ExternalDossier(String verdict, @Nullable String stack, String json) {}
