/** The applications of the network as data: who exchanges what with whom, and where that is published. */
@NullMarked
package eu.ccngateway.applications.catalogue;

import org.jspecify.annotations.NullMarked;
