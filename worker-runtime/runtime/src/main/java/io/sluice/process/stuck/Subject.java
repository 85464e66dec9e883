package io.sluice.process.stuck;

import java.util.List;

/**
 * Whom a dossier is about.
 *
 * @param reason why it was told to stop, or {@code sample} when it was not
 * @param closers each registered closer with what came of it
 * @param descriptions the closers' descriptions alone
 */
public record Subject(
    String executionId,
    String workflow,
    String reason,
    List<String> closers,
    List<String> descriptions) {}
