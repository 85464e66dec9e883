/** The rules of this package, as values and on the whole service. Tests run one after the other. */
@NullMarked
package io.sluice.admin.workflow;

import org.jspecify.annotations.NullMarked;
