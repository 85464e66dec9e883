/** The ledger that the workflows write themselves. Pure, except for reading the file. */
@NullMarked
package io.sluice.chaos.ledger;

import org.jspecify.annotations.NullMarked;
