package eu.ccngateway.pki;

import org.jspecify.annotations.Nullable;

/** The PKI could not do what was asked; the message says what was found, what was expected and what to do. */
public final class PkiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PkiException(String message) {
        super(message);
    }

    PkiException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
