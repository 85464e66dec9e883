@NullMarked
package io.sluice.admin.worker;

import org.jspecify.annotations.NullMarked;
