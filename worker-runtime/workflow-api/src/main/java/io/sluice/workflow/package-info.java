/**
 * API for authors of workflows: no dependencies, and no other code of Sluice is visible to theirs.
 * All of it is called by the thread of one execution.
 */
package io.sluice.workflow;
