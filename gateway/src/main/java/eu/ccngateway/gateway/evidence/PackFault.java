package eu.ccngateway.gateway.evidence;

/** A file of a pack does not hold. */
final class PackFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String file;
    private final String reason;

    PackFault(String file, String reason) {
        super(file + ": " + reason);
        this.file = file;
        this.reason = reason;
    }

    PackVerdict verdict() {
        return new PackVerdict.NotValid(file, reason);
    }
}
