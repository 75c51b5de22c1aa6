package eu.ccngateway.node;

import eu.ccngateway.protocol.message.MessageId;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.wire.Header;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** What a gateway says became of a message that this node's domain had put. Sealed by the gateway. */
public sealed interface Report {

    /** The message it is about. */
    About about();

    /** The gateway that says so, for example {@code GW1@demo}. */
    String gateway();

    /** When it happened, by the gateway's clock. */
    Instant at();

    /**
     * The message a report is about.
     *
     * @param leaf hash of its statement, 32 bytes: equal only for the very same message
     */
    record About(MessageId id, AcceptanceId acceptance, String sender, String to, String type, byte[] leaf) {

        @Override
        public boolean equals(Object other) {
            return other instanceof About about
                    && id.equals(about.id)
                    && acceptance.equals(about.acceptance)
                    && Arrays.equals(leaf, about.leaf);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(leaf);
        }

        @Override
        public String toString() {
            return type + " " + id + " to " + to + ", accepted as " + acceptance;
        }
    }

    /** Confirmation of arrival: the message is durable in the receiver's queue. */
    record CoA(About about, String gateway, Instant at) implements Report {}

    /**
     * Confirmation of delivery: the receiver has taken the message for good.
     *
     * @param receiver the node that acknowledged
     */
    record CoD(About about, String gateway, Instant at, String receiver) implements Report {}

    /**
     * The message cannot be delivered.
     *
     * @param number of the code
     * @param reason in words
     */
    record ExceptionReport(About about, String gateway, Instant at, int number, String reason) implements Report {

        /** The code; empty for one that a newer gateway knows and this SDK does not. */
        public Optional<RefusalCode> code() {
            return RefusalCode.of(number);
        }
    }

    /** The message was not taken before it expired. */
    record ExpirationReport(About about, String gateway, Instant at) implements Report {}

    /** What a header reports, if it is one of a report. */
    static Optional<Report> of(Header header) {
        if (!header.hasReport()) {
            return Optional.empty();
        }
        var report = header.getReport();
        return of(
                header,
                new About(
                        MessageId.of(report.getOriginalId().toByteArray()),
                        new AcceptanceId(report.getAcceptance()),
                        report.getOriginalSender(),
                        report.getOriginalTo(),
                        report.getOriginalType(),
                        report.getOriginalLeaf().toByteArray()));
    }

    /** What a header reports on one of several messages. */
    static Optional<Report> of(Header header, ReportRow row) {
        var report = header.getReport();
        return of(
                header,
                new About(
                        row.originalId(),
                        row.acceptance(),
                        report.getOriginalSender(),
                        report.getOriginalTo(),
                        report.getOriginalType(),
                        row.leaf()));
    }

    private static Optional<Report> of(Header header, About about) {
        var report = header.getReport();
        Instant at = Instant.ofEpochMilli(report.getAtMs());
        String gateway = header.getSender();
        return switch (report.getType()) {
            case COA -> Optional.of(new CoA(about, gateway, at));
            case COD -> Optional.of(new CoD(about, gateway, at, report.getReceiver()));
            case EXCEPTION ->
                Optional.of(new ExceptionReport(about, gateway, at, report.getRefusal(), report.getReason()));
            case EXPIRATION -> Optional.of(new ExpirationReport(about, gateway, at));
            case REPORT_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
        };
    }
}
