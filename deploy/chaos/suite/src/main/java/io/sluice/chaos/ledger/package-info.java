/** What the workflows themselves wrote down. Pure, but for the reading of the file. */
@NullMarked
package io.sluice.chaos.ledger;

import org.jspecify.annotations.NullMarked;
