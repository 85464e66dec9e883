/**
 * Registered workflows and their bundles: upload, validation, versions, and publication for
 * workers. Jars are read without loading a class. Runs on the virtual thread of the request, on one
 * for the bundle folder and on one for requests of workers.
 */
@NullMarked
package io.sluice.admin.workflow;

import org.jspecify.annotations.NullMarked;
