/** Who watches, and what they see. */
@NullMarked
package io.sluice.admin.livestream;

import org.jspecify.annotations.NullMarked;
