/** One run from its start to its verdict. Runs in the thread of main. */
@NullMarked
package io.sluice.chaos.run;

import org.jspecify.annotations.NullMarked;
