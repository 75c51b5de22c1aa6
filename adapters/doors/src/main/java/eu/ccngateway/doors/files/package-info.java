/** The file door: what is dropped in one directory is put, what arrives is written to another. */
@NullMarked
package eu.ccngateway.doors.files;

import org.jspecify.annotations.NullMarked;
