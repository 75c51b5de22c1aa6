package eu.ccngateway.doors.files;

/** What was dropped cannot be sent; the text says why, what was expected, and what to do. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    Refusal(String text) {
        super(text, null, false, false);
    }
}
