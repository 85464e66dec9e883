/** Who watches, and what they see. */
@NullMarked
package io.sluice.admin.stream;

import org.jspecify.annotations.NullMarked;
