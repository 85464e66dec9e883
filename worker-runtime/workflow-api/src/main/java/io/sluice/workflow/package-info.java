/**
 * What authors of workflows compile against: no dependencies, nothing else of Sluice is visible to
 * their code. All of it is called by the thread of one execution.
 */
package io.sluice.workflow;
