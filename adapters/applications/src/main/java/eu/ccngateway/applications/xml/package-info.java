/** Reading, checking and writing the XML of business messages, with nothing in it that a stranger could misuse. */
@NullMarked
package eu.ccngateway.applications.xml;

import org.jspecify.annotations.NullMarked;
