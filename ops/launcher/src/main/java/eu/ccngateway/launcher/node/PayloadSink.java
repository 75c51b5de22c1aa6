package eu.ccngateway.launcher.node;

import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.Fields;
import eu.ccngateway.launcher.console.Listing;
import eu.ccngateway.launcher.console.OutputFormat;
import eu.ccngateway.node.Delivered;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a received payload goes: to a file with a line about it, into that line where it is JSON, or to stdout as it is.
 * Whatever {@link #keep} returned for is safe; only then is a message acknowledged.
 */
final class PayloadSink implements AutoCloseable {

    private final Console console;
    private final OutputFormat format;
    private final Optional<PayloadFiles> files;
    private final Listing listing;

    PayloadSink(Console console, OutputFormat format, Optional<Path> out) {
        this.console = console;
        this.format = format;
        this.files = out.map(PayloadFiles::new);
        this.listing = new Listing(
                console,
                format,
                "messageId=MESSAGE",
                "sender=SENDER",
                "type=TYPE",
                "kind=KIND",
                "length=BYTES",
                "status=STATUS",
                "payloadFile=FILE");
    }

    /** Makes a payload safe; returns what is to be said about it. */
    Fields keep(Delivered delivered) {
        Fields fields = Descriptions.of(delivered);
        if (files.isPresent()) {
            fields.add("payloadFile", files.get().write(delivered).toString());
        } else if (format == OutputFormat.JSON) {
            Map.Entry<String, String> payload =
                    PayloadFiles.inJson(delivered.message().payload());
            fields.add(payload.getKey(), payload.getValue());
        } else {
            console.write(delivered.message().payload());
        }
        return fields;
    }

    /** Says what became of a message. */
    void say(Fields fields) {
        if (files.isPresent() || format == OutputFormat.JSON) {
            listing.add(fields);
        } else {
            Map<String, Object> values = fields.values();
            console.note("ccn: " + values.get("type") + " from " + values.get("sender") + ", message "
                    + values.get("messageId") + ", " + values.get("length") + " bytes, " + values.get("status"));
        }
    }

    /** Whether payloads go to stdout as they are, where one could not be told from the next. */
    static boolean isPlain(OutputFormat format, Optional<Path> out) {
        return out.isEmpty() && format != OutputFormat.JSON;
    }

    @Override
    public void close() {
        listing.close();
    }
}
