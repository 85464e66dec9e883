package io.sluice.orchestrator.dispatch;

import org.jspecify.annotations.Nullable;

/**
 * What this worker found out about an execution whose process did not report.
 *
 * @param verdict in words
 * @param stack of its thread, at most 16 KiB; null when there was none to see
 * @param json the whole, at most 64 KiB
 */
public record Dossier(String verdict, @Nullable String stack, String json) {}
