/**
 * All processes of one worker as values, and the rules that decide about them: pure, told the time,
 * run by the supervision loop alone.
 *
 * <pre>
 *              proved            hand-over          stuck, worn out, silent        Drained
 *   STARTING ─────────▶ STANDBY ─────────▶ ACTIVE ─────────────────────▶ DRAINING ────────▶ EXITING ──▶ gone
 *      │ too slow          │ silent 60 s      │ link lost, silent 60 s       │ silent 60 s       ▲
 *      └───────────────────┴──────────────────┴─────────────────────────────┴───────────────────┘
 * </pre>
 *
 * An administrator's recycle makes an ACTIVE process PENDING_KILL instead of DRAINING, under the
 * same rules, and replaces a STANDBY; an administrator's kill makes any process EXITING.
 */
@NullMarked
package io.sluice.orchestrator.fleet;

import org.jspecify.annotations.NullMarked;
