package eu.ccngateway.gateway.delivery;

import eu.ccngateway.gateway.observe.ExchangeObserver;
import eu.ccngateway.gateway.parcel.Parcel;
import eu.ccngateway.gateway.store.Stamp;
import eu.ccngateway.protocol.wire.Deliver;
import eu.ccngateway.protocol.wire.Delivery;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.GetEmpty;
import eu.ccngateway.protocol.wire.Item;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;

/** Writes messages to sessions and notes the leases. Confined to the delivery thread. */
final class DeliverFrames {

    private final int inlineMax;
    private final ExchangeObserver observer;

    DeliverFrames(int inlineMax, ExchangeObserver observer) {
        this.inlineMax = inlineMax;
        this.observer = observer;
    }

    /**
     * @param endsAtMs of the lease; 0 = with the session
     * @param isMore another frame of the same get follows
     */
    record Terms(long endsAtMs, boolean isBrowsed, boolean isMore) {
        static final Terms PUSHED = new Terms(0, false, false);
    }

    /** Whether a payload is too large for a frame. */
    boolean isChunked(QueuedMessage message) {
        return message.length() > inlineMax
                && message.parcel().payload(message.index()).readableBytes() > inlineMax;
    }

    /** Hands a run of neighbours of one parcel to a session. */
    void deliver(Receiver receiver, long request, QueueWindow window, List<QueuedMessage> run, Terms terms) {
        QueuedMessage first = run.get(0);
        Parcel parcel = first.parcel();
        boolean isChunked = isChunked(first);
        Deliver.Builder deliver = Deliver.newBuilder()
                .setRequest(request)
                .setSeal(parcel.head().getSeal().getId())
                .setMore(terms.isMore);
        for (int from = 0; from < run.size(); ) {
            int to = from + 1;
            while (to < run.size()
                    && parcel.isOneItem(run.get(from).index(), run.get(to).index())) {
                to++;
            }
            deliver.addDeliveries(delivery(receiver, window, run.subList(from, to), terms));
            from = to;
        }
        receiver.sendSeal(parcel.head().getSeal());
        if (isChunked) {
            byte[] header = io.netty.buffer.ByteBufUtil.getBytes(parcel.header(first.index()));
            ByteBuf tail = Unpooled.buffer(Item.LENGTHS + header.length);
            Item.writeChunked(tail, header);
            long delivery = deliver.getDeliveries(0).getDelivery();
            receiver.send(Frame.newBuilder().setDeliver(deliver), tail);
            receiver.sendChunked(delivery, parcel.payload(first.index()).retain());
        } else {
            ByteBuf items = parcel.items(first.index(), run.get(run.size() - 1).index());
            receiver.send(Frame.newBuilder().setDeliver(deliver), items.retain());
        }
        observer.delivered(
                window.spec().address(),
                run.size(),
                first.isRedelivered(),
                parcel.head().getAcceptedAtMs());
    }

    /** Leases of the messages in one item: one, or some rows of a report. */
    private Delivery delivery(Receiver receiver, QueueWindow window, List<QueuedMessage> messages, Terms terms) {
        QueuedMessage first = messages.get(0);
        Parcel parcel = first.parcel();
        Stamp stamp = parcel.stamp(first.index());
        Delivery.Builder delivery = Delivery.newBuilder()
                .setDelivery(receiver.nextDelivery())
                .setProof(stamp.getProof())
                .setAcceptance(first.acceptance())
                .setAcceptedAtMs(parcel.head().getAcceptedAtMs())
                .setRedelivered(first.isRedelivered())
                .setBackouts(first.backouts());
        receiver.lease(delivery.getDelivery(), new Lease(first, window, terms.endsAtMs, terms.isBrowsed));
        if (stamp.getRows() > 0) {
            delivery.setRows(messages.size()).setFirstRow(parcel.row(first.index()));
            for (QueuedMessage other : messages.subList(1, messages.size())) {
                receiver.lease(receiver.nextDelivery(), new Lease(other, window, terms.endsAtMs, terms.isBrowsed));
            }
        }
        if (isChunked(first)) {
            delivery.setPayloadLength(parcel.payload(first.index()).readableBytes());
        }
        return delivery.build();
    }

    /** A get that waited in vain. */
    void empty(WaitingGet get) {
        get.receiver().send(Frame.newBuilder().setGetEmpty(GetEmpty.newBuilder().setRequest(get.request())));
    }
}
