/**
 * Evidence about executions that do not stop: stack samples, the verdict and the dossier. The loop
 * thread samples; the rules know no thread.
 */
@NullMarked
package io.sluice.process.diagnosis;

import org.jspecify.annotations.NullMarked;
