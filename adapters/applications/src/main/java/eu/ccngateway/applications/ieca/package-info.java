/** The converter between the phases of transit and of export: states in the old phase and in the new one, in one network. */
@NullMarked
package eu.ccngateway.applications.ieca;

import org.jspecify.annotations.NullMarked;
