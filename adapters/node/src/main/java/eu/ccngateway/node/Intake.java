package eu.ccngateway.node;

import eu.ccngateway.protocol.message.ReportRows;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.wire.Deliver;
import eu.ccngateway.protocol.wire.Delivery;
import eu.ccngateway.protocol.wire.Item;
import eu.ccngateway.protocol.wire.Outcome;
import eu.ccngateway.protocol.wire.Seal;
import eu.ccngateway.protocol.wire.WireFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.collection.LongObjectHashMap;
import io.netty.util.collection.LongObjectMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What comes from queues: puts large payloads together (event loop), verifies, sorts out what the program has already,
 * and hands the rest to whoever asked for it (receiver's thread).
 */
final class Intake implements Party {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    /** How long a message is held that only this node's own trust files keep from being verified. */
    private static final long HOLD_MS = 5_000;

    private final LongObjectMap<Large> incomplete = new LongObjectHashMap<>();
    private final Verifier verifier;
    private final Leases leases;
    private final Roles roles;
    private final Counts counts;
    private final Consumer<VerificationFailed> failed;

    Intake(Verifier verifier, Leases leases, Roles roles, Counts counts, Consumer<VerificationFailed> failed) {
        this.verifier = verifier;
        this.leases = leases;
        this.roles = roles;
        this.counts = counts;
        this.failed = failed;
    }

    /** A large payload on its way. */
    private record Large(Session session, Taker taker, Seal seal, Delivery delivery, byte[] header, ByteBuf payload) {}

    /** A complete message as it came. */
    private record Arrival(Delivery delivery, Verifier.Sample sample) {}

    @Override
    public void up(Session session) {
        incomplete.clear();
    }

    @Override
    public void down(Session session) {
        incomplete.clear();
    }

    /** A frame with deliveries for a taker. */
    void deliver(Session session, WireFrame frame, Taker taker) {
        Deliver deliver = frame.head().getDeliver();
        Seal seal = session.seal(deliver.getSeal());
        if (seal == null) {
            session.broken("Deliver under a seal that was not sent");
            return;
        }
        List<Item> items;
        try {
            items = Item.readAll(
                    frame.tail(),
                    deliver.getDeliveriesCount(),
                    session.welcome().getHeaderMax());
        } catch (RefusedException e) {
            session.broken(e.toString());
            return;
        }
        if (deliver.getDeliveriesList().stream().anyMatch(it -> messages(it) > ReportRows.MAX)) {
            session.broken("Deliver of more than " + ReportRows.MAX + " rows of a report");
            return;
        }
        if (items.size() != deliver.getDeliveriesCount()) {
            session.broken(items.size() + " items for " + deliver.getDeliveriesCount() + " deliveries");
            return;
        }
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).isChunked() && !expect(session, taker, seal, deliver.getDeliveries(i), items.get(i))) {
                return;
            }
        }
        frame.retain();
        roles.receiver().execute(() -> {
            try {
                take(session, taker, seal, deliver, items);
            } finally {
                frame.release();
            }
        });
    }

    private boolean expect(Session session, Taker taker, Seal seal, Delivery delivery, Item item) {
        if (delivery.getPayloadLength() < 0
                || delivery.getPayloadLength() > session.welcome().getPayloadMax()) {
            session.broken("payload of " + delivery.getPayloadLength() + " bytes, more than it allows itself");
            return false;
        }
        ByteBuf payload = io.netty.buffer.Unpooled.wrappedBuffer(new byte[(int) delivery.getPayloadLength()])
                .clear();
        incomplete.put(
                delivery.getDelivery(),
                new Large(session, taker, seal, delivery, ByteBufUtil.getBytes(item.header()), payload));
        return true;
    }

    /** The next bytes of a large payload. */
    void chunk(Session session, WireFrame frame) {
        long delivery = frame.head().getChunk().getOf();
        Large large = incomplete.get(delivery);
        if (large == null) {
            return;
        }
        if (frame.head().getChunk().getAbandon()) {
            incomplete.remove(delivery);
            roles.receiver().execute(large.taker::abandoned);
            return;
        }
        if (frame.tail().readableBytes() > large.payload.writableBytes()) {
            session.broken("more chunks than the payload's length");
            return;
        }
        large.payload.writeBytes(
                frame.tail(), frame.tail().readerIndex(), frame.tail().readableBytes());
        if (!large.payload.isWritable()) {
            incomplete.remove(delivery);
            Arrival arrival = arrival(large.delivery, large.header, large.payload.array());
            roles.receiver().execute(() -> verify(session, large.taker, large.seal, List.of(arrival)));
        }
    }

    private void take(Session session, Taker taker, Seal seal, Deliver deliver, List<Item> items) {
        List<Arrival> arrivals = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            if (!item.isChunked()) {
                arrivals.add(arrival(
                        deliver.getDeliveries(i),
                        ByteBufUtil.getBytes(item.header()),
                        ByteBufUtil.getBytes(item.payload())));
            }
        }
        int messages =
                deliver.getDeliveriesList().stream().mapToInt(Intake::messages).sum();
        taker.announced(messages, !deliver.getMore());
        if (!arrivals.isEmpty()) {
            verify(session, taker, seal, arrivals);
        }
    }

    /** How many messages a delivery stands for: the rows of a report are one each. */
    private static int messages(Delivery delivery) {
        return Math.max(1, delivery.getRows());
    }

    private static Arrival arrival(Delivery delivery, byte[] header, byte[] payload) {
        return new Arrival(
                delivery, new Verifier.Sample(header, payload, delivery.getProof(), delivery.getAcceptedAtMs()));
    }

    private void verify(Session session, Taker taker, Seal seal, List<Arrival> arrivals) {
        List<Verifier.Sample> samples = new ArrayList<>(arrivals.size());
        arrivals.forEach(arrival -> samples.add(arrival.sample));
        List<Verifier.Verdict> verdicts = verifier.verify(session.statement(), seal, samples);
        List<Delivered> good = new ArrayList<>(arrivals.size());
        int came = 0;
        for (int i = 0; i < arrivals.size(); i++) {
            Verifier.Verdict verdict = verdicts.get(i);
            Delivery delivery = arrivals.get(i).delivery;
            came += messages(delivery);
            Optional<ReportRows> rows = Optional.ofNullable(verdict.evidence()).flatMap(Evidence::rows);
            if (verdict.failure() == null && !fits(delivery, rows)) {
                session.broken("Deliver of rows " + delivery.getFirstRow() + " + " + delivery.getRows() + " of "
                        + rows.map(ReportRows::size).orElse(0));
                return;
            }
            Message message = Message.received(
                    verdict.header(), Payload.Bytes.of(samples.get(i).payload()));
            for (int n = 0; n < messages(delivery); n++) {
                int row = delivery.getFirstRow() + n;
                Lease lease = new Lease(
                        leases,
                        new Lease.Arrived(verdict.header(), row, samples.get(i).payload().length),
                        taker,
                        session.epoch(),
                        delivery.getDelivery() + n);
                take(verdict, message, new Place(delivery, rows.map(it -> new ReportRow(it, row))), lease)
                        .ifPresent(good::add);
            }
        }
        taker.take(good, came);
    }

    private static boolean fits(Delivery delivery, Optional<ReportRows> rows) {
        return rows.isPresent()
                ? delivery.getRows() > 0
                        && delivery.getFirstRow() >= 0
                        && delivery.getFirstRow() <= rows.get().size() - delivery.getRows()
                : delivery.getRows() == 0 && delivery.getFirstRow() == 0;
    }

    /** Which message of a delivery it is. */
    private record Place(Delivery delivery, Optional<ReportRow> row) {}

    /** A message for the program, unless it is bad or the program has it. */
    private Optional<Delivered> take(Verifier.Verdict verdict, Message message, Place place, Lease lease) {
        Evidence evidence = verdict.evidence();
        if (verdict.failure() != null || evidence == null) {
            refuse(lease, java.util.Objects.requireNonNull(verdict.failure()));
        } else if (leases.arrived(lease, place.delivery.getRedelivered())) {
            return Optional.of(new Delivered(message, place.delivery, place.row, evidence, lease));
        }
        return Optional.empty();
    }

    /** It goes back, counted, and ends among the dead letters; not so if it is only this node that cannot tell. */
    private void refuse(Lease lease, VerificationFailed failure) {
        counts.unverified.increment();
        LOG.warn("Not handed over: {} ({})", failure.getMessage(), failure.code());
        failed.accept(failure);
        if (failure.isOurOwnTrust()) {
            roles.loop().schedule(() -> leases.refuse(lease, Outcome.RELEASE), HOLD_MS, TimeUnit.MILLISECONDS);
        } else {
            leases.refuse(lease, Outcome.ROLLBACK);
        }
    }
}
