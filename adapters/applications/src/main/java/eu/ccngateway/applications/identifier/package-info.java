/** The names that customs systems give to movements, guarantees, traders, offices and messages. */
@NullMarked
package eu.ccngateway.applications.identifier;

import org.jspecify.annotations.NullMarked;
