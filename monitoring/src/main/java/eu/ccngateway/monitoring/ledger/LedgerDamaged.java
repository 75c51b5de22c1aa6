package eu.ccngateway.monitoring.ledger;

import java.io.IOException;

/** A ledger was changed by something else than appending. */
public final class LedgerDamaged extends IOException {

    private static final long serialVersionUID = 1L;

    public LedgerDamaged(String text) {
        super(text);
    }
}
