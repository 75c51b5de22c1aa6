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
        for (QueuedMessage message : run) {
            long delivery = receiver.nextDelivery();
            receiver.lease(delivery, new Lease(message, window, terms.endsAtMs, terms.isBrowsed));
            deliver.addDeliveries(delivery(delivery, message, isChunked));
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
            ByteBuf items = parcel.items(first.index(), run.get(run.size() - 1).index() + 1);
            receiver.send(Frame.newBuilder().setDeliver(deliver), items.retain());
        }
        observer.delivered(
                window.spec().address(),
                run.size(),
                first.isRedelivered(),
                parcel.head().getAcceptedAtMs());
    }

    private static Delivery.Builder delivery(long id, QueuedMessage message, boolean isChunked) {
        Stamp stamp = message.parcel().stamp(message.index());
        Delivery.Builder delivery = Delivery.newBuilder()
                .setDelivery(id)
                .setProof(stamp.getProof())
                .setAcceptance(stamp.getAcceptance())
                .setAcceptedAtMs(message.parcel().head().getAcceptedAtMs())
                .setRedelivered(message.isRedelivered())
                .setBackouts(message.backouts());
        return isChunked
                ? delivery.setPayloadLength(
                        message.parcel().payload(message.index()).readableBytes())
                : delivery;
    }

    /** A get that waited in vain. */
    void empty(WaitingGet get) {
        get.receiver().send(Frame.newBuilder().setGetEmpty(GetEmpty.newBuilder().setRequest(get.request())));
    }
}
