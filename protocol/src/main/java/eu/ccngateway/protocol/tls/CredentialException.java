package eu.ccngateway.protocol.tls;

/** A key, certificate or revocation list that cannot be used. The text names what, what was expected and what to do. */
public final class CredentialException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CredentialException(String text) {
        super(text);
    }

    public CredentialException(String text, Throwable cause) {
        super(text, cause);
    }
}
