package eu.ccngateway.gateway.testkit;

import com.google.protobuf.ByteString;
import eu.ccngateway.pki.IssuedKey;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.Pong;
import eu.ccngateway.protocol.wire.Refused;
import eu.ccngateway.protocol.wire.Seal;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/** A connection on which anything can be sent. What comes is kept until somebody asks for it. */
public final class Wire implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Socket socket;
    private final OutputStream out;
    private final Thread reader = new Thread(this::read, "raw-node");
    private final Object lock = new Object();
    private final List<Incoming> inbox = new ArrayList<>();
    private final Map<ByteString, Seal> seals = new ConcurrentHashMap<>();
    private Optional<IOException> end = Optional.empty();
    private boolean isReading = true;
    private volatile boolean answersPing = true;

    private Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        reader.setDaemon(true);
    }

    /** With TLS. */
    public static Wire dial(InetSocketAddress address, Optional<IssuedKey> key, X509Certificate root)
            throws IOException {
        return dial(address, key, root, 64 * 1024);
    }

    /** With TLS, and a limit of what the system reads ahead. */
    public static Wire dial(InetSocketAddress address, Optional<IssuedKey> key, X509Certificate root, int receiveBuffer)
            throws IOException {
        Socket plain = plain(address, receiveBuffer);
        try {
            SSLSocket socket = (SSLSocket) ClientTls.sockets(key, root)
                    .createSocket(plain, address.getAddress().getHostAddress(), address.getPort(), true);
            socket.startHandshake();
            Wire wire = new Wire(socket);
            wire.reader.start();
            return wire;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    /** Without TLS, and nothing is read. */
    public static Socket plain(InetSocketAddress address, int receiveBuffer) throws IOException {
        Socket plain = new Socket();
        plain.setReceiveBufferSize(receiveBuffer);
        plain.setTcpNoDelay(true);
        plain.connect(address, (int) PATIENCE.toMillis());
        return plain;
    }

    public void send(Frame.Builder head) {
        send(head, new byte[0]);
    }

    public void send(Frame.Builder head, byte[] tail) {
        sendBytes(frame(head.build().toByteArray(), tail));
    }

    /** A frame as bytes. */
    public static byte[] frame(byte[] head, byte[] tail) {
        return ByteBuffer.allocate(8 + head.length + tail.length)
                .putInt(4 + head.length + tail.length)
                .putInt(head.length)
                .put(head)
                .put(tail)
                .array();
    }

    /** Anything. */
    public void sendBytes(byte[] bytes) {
        synchronized (out) {
            try {
                out.write(bytes);
                out.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void read() {
        try {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                waitUntilReading();
                byte[] frame = new byte[in.readInt()];
                in.readFully(frame);
                ByteBuffer bytes = ByteBuffer.wrap(frame);
                byte[] head = new byte[bytes.getInt()];
                bytes.get(head);
                byte[] tail = new byte[bytes.remaining()];
                bytes.get(tail);
                arrived(Frame.parseFrom(head), tail);
            }
        } catch (IOException e) {
            synchronized (lock) {
                end = Optional.of(e);
                lock.notifyAll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void waitUntilReading() throws InterruptedException {
        synchronized (lock) {
            while (!isReading) {
                lock.wait();
            }
        }
    }

    private void arrived(Frame head, byte[] tail) {
        SeenRefusals.in(head);
        if (head.hasSeal()) {
            seals.put(head.getSeal().getId(), head.getSeal());
        }
        if (head.hasPing() && answersPing) {
            try {
                send(Frame.newBuilder()
                        .setPong(Pong.newBuilder().setNonce(head.getPing().getNonce())));
            } catch (UncheckedIOException ignored) {
                // The gateway has closed meanwhile; reading on will tell.
            }
        }
        synchronized (lock) {
            inbox.add(new Incoming(head, tail));
            lock.notifyAll();
        }
    }

    /** Says nothing by itself any more. */
    public void fallSilent() {
        answersPing = false;
    }

    /** Reads no more from the socket, at the latest after the frame at hand. */
    public void stopReading() {
        synchronized (lock) {
            isReading = false;
        }
    }

    public void readOn() {
        synchronized (lock) {
            isReading = true;
            lock.notifyAll();
        }
    }

    public Seal seal(ByteString id) {
        return Optional.ofNullable(seals.get(id)).orElseThrow(() -> new AssertionError("the seal did not come first"));
    }

    /** The certificate the gateway has shown. */
    public X509Certificate peer() {
        try {
            return (X509Certificate) ((SSLSocket) socket).getSession().getPeerCertificates()[0];
        } catch (SSLPeerUnverifiedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How often a frame of this kind has come and was not asked for yet. */
    public long count(Predicate<Frame> wanted) {
        synchronized (lock) {
            return inbox.stream()
                    .filter(incoming -> wanted.test(incoming.head()))
                    .count();
        }
    }

    /** The first frame of this kind; waits for it. */
    public Incoming await(Predicate<Frame> wanted) {
        return await(wanted, PATIENCE)
                .orElseThrow(() -> new AssertionError("no such frame came within " + PATIENCE + "; there are " + kinds()
                        + end.map(e -> ", and the connection ended: " + e).orElse("")));
    }

    /** The first frame of this kind, if one comes in time. */
    public Optional<Incoming> await(Predicate<Frame> wanted, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        synchronized (lock) {
            while (true) {
                for (Iterator<Incoming> all = inbox.iterator(); all.hasNext(); ) {
                    Incoming next = all.next();
                    if (wanted.test(next.head())) {
                        all.remove();
                        return Optional.of(next);
                    }
                }
                long leftMs = (until - System.nanoTime()) / 1_000_000;
                if (end.isPresent() || leftMs <= 0) {
                    return Optional.empty();
                }
                waitFor(leftMs);
            }
        }
    }

    /** Why the gateway ended this connection; waits until it did, and for the end of the stream. */
    public RefusedException awaitRefusal() {
        Refused refused = await(
                        frame -> frame.hasRefused() && frame.getRefused().getRequest() == 0)
                .head()
                .getRefused();
        awaitEnd();
        return refusal(refused);
    }

    /** Waits until the other end has closed; tells how that looked from here. */
    public IOException awaitEnd() {
        return awaitEnd(PATIENCE).orElseThrow(() -> new AssertionError("the gateway did not close within " + PATIENCE));
    }

    public Optional<IOException> awaitEnd(Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        synchronized (lock) {
            while (end.isEmpty() && System.nanoTime() < until) {
                waitFor(Math.max(1, (until - System.nanoTime()) / 1_000_000));
            }
            return end;
        }
    }

    public boolean isOpen() {
        synchronized (lock) {
            return end.isEmpty();
        }
    }

    static RefusedException refusal(Refused refused) {
        return new RefusedException(
                RefusalCode.of(refused.getCode())
                        .orElseThrow(() -> new AssertionError("unknown refusal code " + refused.getCode())),
                refused.getReason());
    }

    private List<String> kinds() {
        synchronized (lock) {
            return inbox.stream()
                    .map(incoming -> incoming.head().getBodyCase()
                            + (incoming.head().hasRefused()
                                    ? " " + incoming.head().getRefused().getCode() + " "
                                            + incoming.head().getRefused().getReason()
                                    : ""))
                    .toList();
        }
    }

    /** Inside loops only. */
    private void waitFor(long ms) {
        try {
            TimeUnit.MILLISECONDS.timedWait(lock, ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Breaks off without a word, as a machine that lost its power. */
    public void drop() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException ignored) {
            // It was closed already.
        }
    }

    @Override
    public void close() {
        readOn();
        try {
            socket.close();
        } catch (IOException ignored) {
            // It was closed already.
        }
    }
}
