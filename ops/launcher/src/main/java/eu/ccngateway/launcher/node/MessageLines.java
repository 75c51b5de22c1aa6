package eu.ccngateway.launcher.node;

import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.Fields;
import eu.ccngateway.launcher.console.Listing;
import eu.ccngateway.launcher.console.OutputFormat;

/** Messages one below the other, without their payload. */
final class MessageLines implements AutoCloseable {

    private final Listing listing;

    MessageLines(Console console, OutputFormat format) {
        this.listing = new Listing(
                console,
                format,
                "messageId=MESSAGE",
                "sender=SENDER",
                "type=TYPE",
                "kind=KIND",
                "priority=PRIORITY",
                "length=BYTES",
                "at=ACCEPTED",
                "backouts=BACKOUTS");
    }

    void add(Fields fields) {
        listing.add(fields);
    }

    @Override
    public void close() {
        listing.close();
    }
}
