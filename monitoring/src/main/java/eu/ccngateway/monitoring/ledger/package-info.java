/** The raw ledger: lines of text that each carry a checksum, only ever appended, from which every figure is computed. */
@NullMarked
package eu.ccngateway.monitoring.ledger;

import org.jspecify.annotations.NullMarked;
