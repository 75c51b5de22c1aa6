package eu.ccngateway.applications.xml;

/** Bytes that are not a document which can be read: not well-formed, too large, too deep, or with a DTD. */
public final class XmlRefused extends Exception {

    private final transient Fault fault;

    XmlRefused(Fault fault) {
        super("line " + fault.at().line() + ", column " + fault.at().column() + ": " + fault.text());
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
