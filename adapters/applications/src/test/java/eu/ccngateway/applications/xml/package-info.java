/** What reading refuses, what checking finds. */
@NullMarked
package eu.ccngateway.applications.xml;

import org.jspecify.annotations.NullMarked;
