/**
 * Processes of one worker as values, and the rules that decide about them: pure, with time as a
 * parameter, run by the supervision loop only.
 *
 * <pre>
 *              ready             hand-over          stuck, degraded, silent        Drained
 *   STARTING ─────────▶ STANDBY ─────────▶ ACTIVE ─────────────────────▶ DRAINING ────────▶ EXITING ──▶ gone
 *      │ too slow          │ silent 60 s      │ link lost, silent 60 s       │ silent 60 s       ▲
 *      └───────────────────┴──────────────────┴─────────────────────────────┴───────────────────┘
 * </pre>
 *
 * A recycle by an administrator makes an ACTIVE process PENDING_KILL instead of DRAINING, under the
 * same rules, and replaces a STANDBY; a kill by an administrator makes any process EXITING.
 */
@NullMarked
package io.sluice.orchestrator.fleet;

import org.jspecify.annotations.NullMarked;
