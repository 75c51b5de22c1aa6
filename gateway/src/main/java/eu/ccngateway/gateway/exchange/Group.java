package eu.ccngateway.gateway.exchange;

import eu.ccngateway.gateway.network.QueueSpec;
import eu.ccngateway.gateway.parcel.Parcel;
import eu.ccngateway.gateway.queue.UnitOfWork;
import eu.ccngateway.protocol.message.QueueAddress;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.ReportType;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One unit of work and everything that hangs on it.
 *
 * @param parcels what becomes of the parcels whose messages leave
 */
record Group(
        UnitOfWork work, List<StoreRequest> stores, List<EndRequest> ends, List<ParcelChange> parcels, Timing timing) {

    /** Messages of one put. */
    record StoreRequest(Routed routed, List<Placed> placed) {}

    /** A message with the number it is accepted under, and the line of its CoA on the report sheet, or -1. */
    record Placed(Authorised.Message message, Stored stored, int payloadLength, int coaLine) {}

    /** Messages that leave together or not at all. */
    record EndRequest(List<Ending> endings, CompletableFuture<Void> done) {}

    /**
     * A message that leaves.
     *
     * @param header as sealed; an empty one if a report leaves, since nobody is told of that
     * @param replyTo the queue its sender named for reports, if that exists
     * @param type of the report that is made of its end, if one is wanted
     * @param line of that report on the sheet, or -1
     */
    record Leaving(Ending ending, Header header, Optional<QueueSpec> replyTo, Optional<ReportType> type, int line) {
        QueueAddress from() {
            return ending.parcel().queue();
        }
    }

    /**
     * @param gone which of its messages are gone once the group is durable
     */
    record ParcelChange(Parcel parcel, BitSet gone, long version) {
        boolean isFinished() {
            return gone.cardinality() == parcel.size();
        }
    }

    /** How long the group took to build and how big it is. */
    record Timing(
            long startedNanos, long sealNanos, int messages, Map<ReportType, Integer> reports, List<Leaving> leaving) {
        int reportCount() {
            return reports.values().stream().mapToInt(Integer::intValue).sum();
        }
    }
}
