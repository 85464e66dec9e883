/** Commands to one worker and what became of them. Runs on the caller's thread. */
@NullMarked
package io.sluice.command;

import org.jspecify.annotations.NullMarked;
