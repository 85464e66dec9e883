/**
 * Hostile workflows that never end, each in a way of its own, and healthy slow ones: the corpus by
 * which the verdicts of stuck executions are judged. {@code corpus.tsv} has the words that each
 * record must contain; a comment {@code at: kind} marks the line that it must name.
 */
package io.sluice.chaos.workflows.corpus;
