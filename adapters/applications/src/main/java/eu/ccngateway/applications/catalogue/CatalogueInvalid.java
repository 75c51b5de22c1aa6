package eu.ccngateway.applications.catalogue;

import java.util.List;

/** A file of the catalogue cannot be used; the text names every fault with its line. */
public final class CatalogueInvalid extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CatalogueInvalid(List<String> faults) {
        super(String.join(System.lineSeparator(), faults));
    }
}
