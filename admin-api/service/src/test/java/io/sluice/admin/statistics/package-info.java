@NullMarked
package io.sluice.admin.statistics;

import org.jspecify.annotations.NullMarked;
