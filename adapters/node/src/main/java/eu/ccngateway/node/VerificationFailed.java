package eu.ccngateway.node;

import eu.ccngateway.protocol.refusal.RefusalCode;

/** Something that came from the gateway is not what its sender sealed, or its sender is not to be trusted. */
public final class VerificationFailed extends NodeException {

    private static final long serialVersionUID = 1L;

    private final RefusalCode code;
    private final boolean isOurOwnTrust;

    VerificationFailed(RefusalCode code, String text, boolean isOurOwnTrust) {
        super(text);
        this.code = code;
        this.isOurOwnTrust = isOurOwnTrust;
    }

    /** What a gateway would have said: {@code SEAL_INVALID}, {@code PROOF_INVALID}, {@code SEAL_SIGNER_REVOKED} ... */
    public RefusalCode code() {
        return code;
    }

    /** True if the message may be good, but this node's own revocation lists are missing or too old to tell. */
    public boolean isOurOwnTrust() {
        return isOurOwnTrust;
    }
}
