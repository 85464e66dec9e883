package io.sluice.process.diagnosis;

import java.util.List;

/**
 * Execution of a dossier.
 *
 * @param reason reason for telling it to stop, or {@code sample} if it was not
 * @param closers each registered closer with its result
 * @param sawFlag true if it has asked whether it was told to stop, and was told so
 * @param descriptions only the descriptions of the closers
 */
public record DossierTarget(
    String executionId,
    String workflow,
    String reason,
    boolean sawFlag,
    List<String> closers,
    List<String> descriptions) {}
