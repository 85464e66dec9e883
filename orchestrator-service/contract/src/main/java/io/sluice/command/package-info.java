/** Commands to one worker and their results. Runs on the thread of the caller. */
@NullMarked
package io.sluice.command;

import org.jspecify.annotations.NullMarked;
