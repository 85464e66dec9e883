/**
 * What is stuck now, what got stuck before, and the dossier of one stuck execution. Virtual threads
 * of requests.
 */
@NullMarked
package io.sluice.diagnostics.stuck;

import org.jspecify.annotations.NullMarked;
