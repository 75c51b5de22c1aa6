package eu.ccngateway.gateway.testkit;

import com.google.protobuf.ByteString;
import eu.ccngateway.pki.IssuedKey;
import eu.ccngateway.protocol.message.MessageId;
import eu.ccngateway.protocol.message.WantedReports;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.seal.SealingKey;
import eu.ccngateway.protocol.seal.Statement;
import eu.ccngateway.protocol.wire.Chunk;
import eu.ccngateway.protocol.wire.Credit;
import eu.ccngateway.protocol.wire.Deliver;
import eu.ccngateway.protocol.wire.Delivery;
import eu.ccngateway.protocol.wire.DeliveryRange;
import eu.ccngateway.protocol.wire.Depth;
import eu.ccngateway.protocol.wire.DepthIs;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.Get;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.Hello;
import eu.ccngateway.protocol.wire.Kind;
import eu.ccngateway.protocol.wire.Outcome;
import eu.ccngateway.protocol.wire.PutBatch;
import eu.ccngateway.protocol.wire.PutLarge;
import eu.ccngateway.protocol.wire.PutOne;
import eu.ccngateway.protocol.wire.PutResult;
import eu.ccngateway.protocol.wire.PutResults;
import eu.ccngateway.protocol.wire.Seal;
import eu.ccngateway.protocol.wire.Settle;
import eu.ccngateway.protocol.wire.Subscribe;
import eu.ccngateway.protocol.wire.Unsubscribe;
import eu.ccngateway.protocol.wire.Welcome;
import eu.ccngateway.protocol.wire.WhoAmI;
import eu.ccngateway.protocol.wire.YouAre;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/** A node without an SDK: says what a test tells it to, in the frames of the wire, and waits for the replies. */
public final class RawNode implements AutoCloseable {

    private static final int CHUNK = 64 * 1024;

    private final Wire wire;
    private final String name;
    private final SealingKey key;
    private final Clock clock;
    private final Welcome welcome;
    private final Statement statement;
    private final Random random = new Random();
    private long lastRequest;

    /** Over a connection that is there and on which nothing was said. */
    public RawNode(Wire wire, String name, IssuedKey seal, Hello hello, Clock clock) {
        this.wire = wire;
        this.name = name;
        this.key = new SealingKey(seal.privateKey(), seal.chain(), Optional.empty());
        this.clock = clock;
        wire.send(Frame.newBuilder().setHello(hello));
        this.welcome = reply(0, Frame::hasWelcome).head().getWelcome();
        this.statement = new Statement(welcome.getNetwork(), welcome.getEnvironment());
    }

    /** A hello as it should be. */
    public static Hello.Builder hello() {
        byte[] instance = new byte[16];
        new Random().nextBytes(instance);
        return Hello.newBuilder()
                .setVersionMin(1)
                .setVersionMax(1)
                .setInstance(ByteString.copyFrom(instance))
                .setEpoch(1)
                .setAgent("raw node");
    }

    public Wire wire() {
        return wire;
    }

    public String name() {
        return name;
    }

    public Welcome welcome() {
        return welcome;
    }

    public Statement statement() {
        return statement;
    }

    public SealingKey key() {
        return key;
    }

    public long nextRequest() {
        return ++lastRequest;
    }

    // What is put.

    /** A header that is right, without reports. */
    public Header.Builder header(String to) {
        return Header.newBuilder()
                .setSender(name)
                .setTo(to)
                .setKind(Kind.REQUEST)
                .setType(DemoNetwork.TYPE)
                .setId(freshId())
                .setCreatedMs(clock.millis());
    }

    /** A header that asks for all reports. */
    public Header.Builder header(String to, String replyTo) {
        return header(to).setReplyTo(replyTo).setReports(WantedReports.ALL);
    }

    public ByteString freshId() {
        return ByteString.copyFrom(MessageId.fresh(clock.millis(), random).toBytes());
    }

    public RawMessage message(String to, String text) {
        return RawMessage.of(header(to), text);
    }

    public Batch seal(List<RawMessage> messages) {
        return Batch.of(key, statement, messages);
    }

    public Batch seal(RawMessage... messages) {
        return seal(Arrays.asList(messages));
    }

    /** Without waiting for the results. */
    public long sendBatch(Batch batch) {
        long request = nextRequest();
        wire.send(
                Frame.newBuilder()
                        .setPutBatch(PutBatch.newBuilder().setRequest(request).setSeal(batch.seal())),
                batch.tail());
        return request;
    }

    public List<PutResult> put(Batch batch) {
        return results(sendBatch(batch));
    }

    public PutResult put(RawMessage message) {
        return put(seal(message)).get(0);
    }

    public void sendSeal(Batch batch) {
        wire.send(Frame.newBuilder().setSeal(batch.seal()));
    }

    /** Some messages of a batch whose seal was sent; without waiting for the results. */
    public long sendOne(Batch batch, int... indexes) {
        long request = nextRequest();
        PutOne.Builder put =
                PutOne.newBuilder().setRequest(request).setSeal(batch.seal().getId());
        List<RawMessage> messages = new ArrayList<>();
        for (int index : indexes) {
            put.addProofs(batch.proof(index));
            messages.add(batch.messages().get(index));
        }
        wire.send(Frame.newBuilder().setPutOne(put), RawMessage.tail(messages));
        return request;
    }

    public List<PutResult> putOne(Batch batch, int... indexes) {
        return results(sendOne(batch, indexes));
    }

    /** Announces a message in chunks; the seal must have been sent. */
    public long sendLarge(Batch batch, int index) {
        long request = nextRequest();
        RawMessage message = batch.messages().get(index);
        wire.send(
                Frame.newBuilder()
                        .setPutLarge(PutLarge.newBuilder()
                                .setRequest(request)
                                .setSeal(batch.seal().getId())
                                .setProof(batch.proof(index))
                                .setPayloadLength(message.payload().length)),
                message.header());
        return request;
    }

    public void sendChunks(long of, byte[] payload) {
        for (int at = 0; at < payload.length; at += CHUNK) {
            wire.send(
                    Frame.newBuilder().setChunk(Chunk.newBuilder().setOf(of)),
                    Arrays.copyOfRange(payload, at, Math.min(payload.length, at + CHUNK)));
        }
    }

    /** A message in chunks. */
    public PutResult putLarge(RawMessage message) {
        Batch batch = seal(message);
        sendSeal(batch);
        long request = sendLarge(batch, 0);
        sendChunks(request, message.payload());
        return results(request).get(0);
    }

    /** The results of a put, one a message. */
    public List<PutResult> results(long request) {
        PutResults results = reply(
                        request,
                        frame -> frame.hasPutResults() && frame.getPutResults().getRequest() == request)
                .head()
                .getPutResults();
        List<PutResult> all = new ArrayList<>(results.getResultsList());
        for (int i = 0; i < results.getAcceptedCount(); i++) {
            all.add(PutResult.newBuilder()
                    .setAcceptance(results.getAcceptedFirst() + i)
                    .setAcceptedAtMs(results.getAcceptedAtMs())
                    .build());
        }
        return all;
    }

    // What is taken.

    public List<Taken> get(String queue, int max, int waitMs) {
        return get(Get.newBuilder().setQueue(queue).setMax(max).setWaitMs(waitMs));
    }

    /** The next one; waits for it. */
    public Taken getOne(String queue) {
        List<Taken> taken = get(queue, 1, 30_000);
        if (taken.isEmpty()) {
            throw new AssertionError(queue + " stayed empty");
        }
        return taken.get(0);
    }

    public List<Taken> get(Get.Builder get) {
        return taken(sendGet(get));
    }

    public long sendGet(Get.Builder get) {
        long request = nextRequest();
        wire.send(Frame.newBuilder().setGet(get.setRequest(request)));
        return request;
    }

    /** What a get brought. */
    public List<Taken> taken(long get) {
        List<Taken> all = new ArrayList<>();
        while (true) {
            Incoming next = reply(
                    get,
                    frame -> frame.hasDeliver() && frame.getDeliver().getRequest() == get
                            || frame.hasGetEmpty() && frame.getGetEmpty().getRequest() == get);
            if (next.head().hasGetEmpty()) {
                return all;
            }
            all.addAll(read(next));
            if (!next.head().getDeliver().getMore()) {
                return all;
            }
        }
    }

    public long subscribe(String queue, int credit) {
        long request = nextRequest();
        wire.send(Frame.newBuilder()
                .setSubscribe(Subscribe.newBuilder()
                        .setRequest(request)
                        .setQueue(queue)
                        .setCredit(credit)));
        done(request);
        return request;
    }

    public void credit(long subscription, int credit) {
        wire.send(Frame.newBuilder()
                .setCredit(Credit.newBuilder().setSubscription(subscription).setCredit(credit)));
    }

    public void unsubscribe(long subscription) {
        long request = nextRequest();
        wire.send(Frame.newBuilder()
                .setUnsubscribe(Unsubscribe.newBuilder().setRequest(request).setSubscription(subscription)));
        done(request);
    }

    /** What a subscription brings next: one frame of it. */
    public List<Taken> pushed(long subscription) {
        return read(reply(
                subscription, frame -> frame.hasDeliver() && frame.getDeliver().getRequest() == subscription));
    }

    /** So many messages of a subscription. */
    public List<Taken> pushed(long subscription, int count) {
        List<Taken> all = new ArrayList<>();
        while (all.size() < count) {
            all.addAll(pushed(subscription));
        }
        return all;
    }

    private List<Taken> read(Incoming incoming) {
        Deliver deliver = incoming.head().getDeliver();
        ByteBuffer tail = ByteBuffer.wrap(incoming.tail());
        List<Taken> all = new ArrayList<>();
        for (Delivery delivery : deliver.getDeliveriesList()) {
            byte[] header = new byte[tail.getInt()];
            int length = tail.getInt();
            tail.get(header);
            byte[] payload = length == -1 ? chunks(delivery) : new byte[length];
            if (length != -1) {
                tail.get(payload);
            }
            RawMessage sealed = new RawMessage(header, payload);
            Seal seal = wire.seal(deliver.getSeal());
            SeenRefusals.see(sealed.parsed().getReport().getRefusal());
            if (delivery.getRows() == 0) {
                all.add(new Taken(deliver.getRequest(), delivery, seal, sealed, sealed));
            }
            for (int n = 0; n < delivery.getRows(); n++) {
                Delivery one = delivery.toBuilder()
                        .setDelivery(delivery.getDelivery() + n)
                        .setAcceptance(delivery.getAcceptance() + n)
                        .build();
                RawMessage alone = sealed.row(delivery.getFirstRow() + n);
                all.add(new Taken(deliver.getRequest(), one, seal, alone, sealed));
            }
        }
        if (tail.hasRemaining() || all.isEmpty()) {
            throw new AssertionError("the tail has " + tail.remaining() + " bytes more than its items");
        }
        return all;
    }

    private byte[] chunks(Delivery delivery) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        while (payload.size() < delivery.getPayloadLength()) {
            payload.writeBytes(
                    wire.await(frame -> frame.hasChunk() && frame.getChunk().getOf() == delivery.getDelivery())
                            .tail());
        }
        return payload.toByteArray();
    }

    public void acknowledge(Taken... taken) {
        settle(Outcome.ACKNOWLEDGE, taken);
    }

    public void acknowledge(List<Taken> taken) {
        settle(Outcome.ACKNOWLEDGE, taken.toArray(Taken[]::new));
    }

    public void settle(Outcome outcome, Taken... taken) {
        settled(sendSettle(outcome, Arrays.stream(taken).mapToLong(Taken::id).toArray()));
    }

    public long sendSettle(Outcome outcome, long... deliveries) {
        Settle.Builder settle = Settle.newBuilder().setRequest(nextRequest()).setOutcome(outcome);
        for (long delivery : deliveries) {
            settle.addRanges(DeliveryRange.newBuilder().setFirst(delivery).setLast(delivery));
        }
        return sendSettle(settle);
    }

    public long sendSettle(Settle.Builder settle) {
        wire.send(Frame.newBuilder().setSettle(settle));
        return settle.getRequest();
    }

    public void settled(long request) {
        reply(request, frame -> frame.hasSettled() && frame.getSettled().getRequest() == request);
    }

    // Questions.

    public DepthIs depth(String queue) {
        long request = nextRequest();
        wire.send(Frame.newBuilder()
                .setDepth(Depth.newBuilder().setRequest(request).setQueue(queue)));
        return reply(request, frame -> frame.hasDepthIs() && frame.getDepthIs().getRequest() == request)
                .head()
                .getDepthIs();
    }

    public YouAre whoAmI() {
        long request = nextRequest();
        wire.send(Frame.newBuilder().setWhoAmI(WhoAmI.newBuilder().setRequest(request)));
        return reply(request, frame -> frame.hasYouAre() && frame.getYouAre().getRequest() == request)
                .head()
                .getYouAre();
    }

    public void done(long request) {
        reply(request, frame -> frame.hasDone() && frame.getDone().getRequest() == request);
    }

    /** The reply to a request; throws its refusal. */
    public Incoming reply(long request, Predicate<Frame> wanted) {
        Incoming reply = wire.await(frame ->
                wanted.test(frame) || frame.hasRefused() && frame.getRefused().getRequest() == request);
        if (reply.head().hasRefused()) {
            throw Wire.refusal(reply.head().getRefused());
        }
        return reply;
    }

    /** The refusal of a request; waits for it. */
    public RefusedException refusal(long request) {
        return Wire.refusal(
                wire.await(frame -> frame.hasRefused() && frame.getRefused().getRequest() == request)
                        .head()
                        .getRefused());
    }

    @Override
    public void close() {
        wire.close();
    }
}
