/** Rules for the source text of the repository. Pure, except for reading the files. */
@NullMarked
package io.sluice.testkit.source;

import org.jspecify.annotations.NullMarked;
