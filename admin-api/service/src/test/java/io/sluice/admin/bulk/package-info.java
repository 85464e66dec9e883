@NullMarked
package io.sluice.admin.bulk;

import org.jspecify.annotations.NullMarked;
