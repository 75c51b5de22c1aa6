/** NCTS phase 5: transit movements between the offices of departure, destination, transit, exit, enquiry and guarantee. */
@NullMarked
package eu.ccngateway.applications.ncts;

import org.jspecify.annotations.NullMarked;
