package eu.ccngateway.applications.xml;

/** Where something stands in a document, counted from 1; 0 if it was not read from one. */
public record Position(int line, int column) {

    public static final Position NOWHERE = new Position(0, 0);
}
