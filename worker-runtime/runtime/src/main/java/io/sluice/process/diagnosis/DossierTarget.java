package io.sluice.process.diagnosis;

import java.util.List;

/**
 * Execution of a dossier.
 *
 * @param reason reason for telling it to stop, or {@code sample} if it was not
 * @param closers each registered closer with its result
 * @param descriptions only the descriptions of the closers
 */
public record DossierTarget(
    String executionId,
    String workflow,
    String reason,
    List<String> closers,
    List<String> descriptions) {}
