package eu.ccngateway.launcher.node;

import eu.ccngateway.launcher.console.CommandFailed;
import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.network.SecondsConverter;
import eu.ccngateway.node.Message;
import eu.ccngateway.node.MessageKind;
import eu.ccngateway.protocol.message.MessageId;
import eu.ccngateway.protocol.message.WantedReports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that describe a message; what is left out gets the network's default. */
final class MessageOptions {

    static final String STDIN = "-";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "QUEUE@GATEWAY",
            description = "Address, for example CORE-RCT-QUE.NCTS@CUSTTAX.IE.")
    private String to = "";

    @Option(
            names = "--type",
            required = true,
            paramLabel = "TYPE",
            description = "Message type, for example CD001C-MSG.NCTS.")
    private String type = "";

    @Option(names = "--kind", paramLabel = "KIND", description = "REQUEST, REPLY or DATAGRAM. Default: REQUEST.")
    private MessageKind kind = MessageKind.REQUEST;

    @Option(names = "--priority", paramLabel = "0-9", description = "9 is the most urgent. Default: 5.")
    private @Nullable Integer priority;

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            converter = SecondsConverter.class,
            description = "Not to be delivered after so long: 30 s, 5 min, 24 h, 7 d. Default: never.")
    private @Nullable Duration expires;

    @Option(
            names = "--reply-to",
            paramLabel = "QUEUE@GATEWAY",
            description = "Own queue for replies and reports. Default: the REPORT queue of the application.")
    private @Nullable String replyTo;

    @Option(
            names = "--correlation-id",
            paramLabel = "ID",
            description = "48 hex digits, or up to 24 characters such as an MRN.")
    private @Nullable String correlationId;

    @Option(names = "--message-id", paramLabel = "ID", description = "The same forms. Default: a fresh one.")
    private @Nullable String messageId;

    @Option(
            names = "--content-type",
            paramLabel = "TYPE",
            description = "Default: by the file's ending (xml, edi, zip), else application/octet-stream.")
    private @Nullable String contentType;

    @Option(
            names = "--property",
            paramLabel = "NAME=VALUE",
            description = "Something for the receiving application; may be repeated.")
    private Map<String, String> properties = new LinkedHashMap<>();

    @Option(
            names = "--reports",
            split = ",",
            paramLabel = "REPORT",
            description = "Those wanted, separated by commas: coa, cod, exception, expiration; or none. Default: all.")
    private List<String> reports = new ArrayList<>();

    String to() {
        return to;
    }

    /** Where reports will arrive, as far as it can be told here. */
    String reportQueue() {
        if (replyTo != null) {
            return replyTo;
        }
        String queue = to.substring(0, Math.max(0, to.indexOf('@')));
        return "REPORT" + queue.substring(Math.max(0, queue.indexOf('-')));
    }

    boolean hasMessageId() {
        return messageId != null;
    }

    /** The message, without content. */
    Message.Builder message(String file) {
        Message.Builder message =
                Message.to(to).type(type).kind(kind).contentType(contentType == null ? guess(file) : contentType);
        if (priority != null) {
            message.priority(priority);
        }
        if (expires != null) {
            message.expiresIn(expires);
        }
        if (replyTo != null) {
            message.replyTo(replyTo);
        }
        if (correlationId != null) {
            message.correlationId(MessageId.parse(correlationId));
        }
        if (messageId != null) {
            message.id(MessageId.parse(messageId));
        }
        if (!reports.isEmpty()) {
            message.reports(wanted());
        }
        properties.forEach(message::property);
        return message;
    }

    private WantedReports[] wanted() {
        return reports.stream()
                .filter(name -> !name.equalsIgnoreCase("none"))
                .map(name -> Arrays.stream(WantedReports.values())
                        .filter(report -> report.name().equalsIgnoreCase(name))
                        .findFirst()
                        .orElseThrow(() -> new CommandFailed(
                                ExitCode.USAGE,
                                "--reports: '" + name + "' (expected: coa, cod, exception, expiration or none)")))
                .toArray(WantedReports[]::new);
    }

    /** With the content of a file, or of stdin where it is named {@code -}. */
    Message message(String file, Console console) {
        Message.Builder message = message(file);
        if (!file.equals(STDIN)) {
            Path path = Path.of(file);
            if (!Files.isReadable(path) || Files.isDirectory(path)) {
                throw new CommandFailed(ExitCode.FAILED, file + ": cannot be read (expected: a file, or - for stdin)");
            }
            return message.payload(path).build();
        }
        try {
            return message.payload(console.in().readAllBytes()).build();
        } catch (IOException e) {
            throw new UncheckedIOException("stdin cannot be read", e);
        }
    }

    private static String guess(String file) {
        String ending = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (ending) {
            case "xml" -> "application/xml";
            case "edi", "edifact" -> "application/edifact";
            case "zip" -> "application/zip";
            default -> "application/octet-stream";
        };
    }
}
