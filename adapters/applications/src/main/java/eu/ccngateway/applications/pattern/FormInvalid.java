package eu.ccngateway.applications.pattern;

/** A payload is not a form: where, what is wrong, and what was expected. */
public final class FormInvalid extends Exception {

    private static final long serialVersionUID = 1L;

    FormInvalid(String text) {
        super(text);
    }
}
