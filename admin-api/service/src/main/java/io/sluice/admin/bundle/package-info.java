/**
 * Upload, validation and versions of bundles. Jars are read without loading a class, stored, and
 * published for workers. One virtual thread for the folder, one for requests of workers.
 */
@NullMarked
package io.sluice.admin.bundle;

import org.jspecify.annotations.NullMarked;
