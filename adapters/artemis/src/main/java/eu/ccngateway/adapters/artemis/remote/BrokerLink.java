package eu.ccngateway.adapters.artemis.remote;

import eu.ccngateway.adapters.artemis.remote.BrokerConnection.Frames;
import eu.ccngateway.gateway.queue.Readiness;
import eu.ccngateway.gateway.queue.StorageQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that talks to the broker: it connects, writes what is queued in order, many units of work in one
 * transaction, and starts over when the connection fails. What was in doubt then is settled first.
 */
final class BrokerLink {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerLink.class);

    private static final int BATCH_UNITS_MAX = 64;
    private static final int BATCH_BYTES_MAX = 8 * 1024 * 1024;
    private static final long TICK_MS = 500;
    private static final long PAUSE_MIN_MS = 100;
    private static final long PAUSE_MAX_MS = 2_000;
    private static final long END_MS = 20_000;

    /** What happens around a connection. All by the link's thread. */
    interface Events {
        /** Prepares a new connection: queues, checks. */
        void opened(BrokerConnection connection) throws Exception;

        /** Everything is settled and work goes on. */
        void connected(BrokerConnection connection) throws ActiveMQException;

        void lost();

        /** Now and then, while connected. */
        void tick();
    }

    /** Something to do with the session. */
    interface Call<T> {
        T on(BrokerConnection connection) throws ActiveMQException;
    }

    /** A unit or a call, in its turn. */
    private sealed interface Task permits UnitTask, CallTask {}

    private record UnitTask(PendingUnit unit) implements Task {}

    private record CallTask<T>(Call<T> call, CompletableFuture<T> result) implements Task {

        void run(BrokerConnection connection) throws ActiveMQException {
            try {
                result.complete(call.on(connection));
            } catch (ActiveMQException e) {
                result.completeExceptionally(e);
                if (UnitBatch.isAboutConnection(e)) {
                    throw e;
                }
            }
        }
    }

    private final RemoteSettings settings;
    private final Events events;
    private final BlockingDeque<Task> tasks = new LinkedBlockingDeque<>();
    private final Thread thread = new Thread(this::run, "ccn-artemis-link");
    private @Nullable UnitBatch inDoubt;
    private @Nullable UnitToken token;
    private int preferred;
    private volatile @Nullable BrokerConnection current;
    private volatile String trouble = "not connected yet";
    private volatile boolean closing;

    BrokerLink(RemoteSettings settings, Events events) {
        this.settings = settings;
        this.events = events;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void write(PendingUnit unit) {
        if (!queue(new UnitTask(unit))) {
            unit.notKept("the storage is closed", null);
        }
    }

    /** Has something done in its turn, without waiting for it. */
    <T> CompletableFuture<T> submit(Call<T> call) {
        CallTask<T> task = new CallTask<>(call, new CompletableFuture<>());
        if (!queue(task)) {
            task.result.completeExceptionally(new IllegalStateException("the storage is closed"));
        }
        return task.result;
    }

    private boolean queue(Task task) {
        synchronized (tasks) {
            return !closing && tasks.add(task);
        }
    }

    /** Has something done in its turn, and waits for it. */
    <T> T call(Call<T> call) {
        try {
            return submit(call).get(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker refused: " + e.getMessage(), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException(readiness().detail(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the broker", e);
        }
    }

    /** The connection in use, if there is one. */
    @Nullable
    BrokerConnection current() {
        return current;
    }

    Readiness readiness() {
        BrokerConnection connection = current;
        return connection == null
                ? new Readiness(false, "broker " + settings.brokers() + ": " + trouble)
                : new Readiness(true, "broker " + connection.address() + " as " + settings.gateway());
    }

    /** Finishes what is queued, if a broker is there, and what is in doubt, as far as patience goes. */
    void close() {
        synchronized (tasks) {
            closing = true;
        }
        try {
            thread.join(settings.patience().plus(Duration.ofSeconds(1)).toMillis());
            thread.interrupt();
            thread.join(END_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (connect()) {
                work();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.error("the link to the broker ended; nothing can be committed until a restart", e);
            throw e;
        } finally {
            synchronized (tasks) {
                closing = true;
            }
            drop();
            failAll("the link to the broker ended: " + trouble);
        }
    }

    /** Returns true once connected and settled; false if there is no point any more. */
    private boolean connect() throws InterruptedException {
        long pauseMs = PAUSE_MIN_MS;
        while (isWorthWaiting()) {
            for (int tried = 0; tried < settings.brokers().size(); tried++) {
                int index = (preferred + tried) % settings.brokers().size();
                if (connectTo(settings.brokers().get(index))) {
                    preferred = index;
                    return true;
                }
            }
            TimeUnit.MILLISECONDS.sleep(pauseMs);
            pauseMs = Math.min(PAUSE_MAX_MS, 2 * pauseMs);
        }
        return false;
    }

    /** Fails what cannot wait longer; true if anything is left to connect for. */
    private boolean isWorthWaiting() {
        long nowNanos = System.nanoTime();
        if (inDoubt != null && closing) {
            inDoubt.abandonOverdue(nowNanos, "closed before a broker told whether it was kept: " + trouble);
        }
        tasks.removeIf(task -> {
            boolean overdue = task instanceof UnitTask waiting && waiting.unit.isOverdue(nowNanos);
            if (overdue) {
                ((UnitTask) task).unit.notKept("no broker took it in time: " + trouble, null);
            }
            return overdue;
        });
        return !closing || (inDoubt != null && !inDoubt.isSettled());
    }

    private boolean connectTo(BrokerAddress address) {
        try {
            BrokerConnection connection = open(address);
            try {
                token = UnitToken.take(connection, settings, this::isWorthWaiting);
                settleDoubt();
                current = connection;
                events.connected(connection);
            } catch (Exception e) {
                current = null;
                connection.abort();
                throw e;
            }
        } catch (Exception e) {
            note(address + ": " + e.getMessage());
            return false;
        }
        LOG.info("broker {}: connected as {}", address, settings.gateway());
        return true;
    }

    private BrokerConnection open(BrokerAddress address) throws Exception {
        BrokerConnection connection = BrokerConnection.open(address, settings, Frames.WHOLE, this::wake);
        try {
            events.opened(connection);
            if (connection.takesWholeEntries(StorageQueue.EXPIRED)) {
                return connection;
            }
        } catch (Exception e) {
            connection.abort();
            throw e;
        }
        connection.abort();
        LOG.warn(
                "broker {} does not take frames as large as an entry can be; larger ones are streamed, which is slow. Add"
                        + " coreMaxFrameSize=2097152 to its acceptor",
                address);
        return BrokerConnection.open(address, settings, Frames.STREAMED, this::wake);
    }

    private void settleDoubt() {
        UnitBatch batch = inDoubt;
        if (batch != null && token != null) {
            inDoubt = null;
            List<PendingUnit> again = batch.resolve(token.number(), System.nanoTime());
            Collections.reverse(again);
            again.forEach(unit -> tasks.addFirst(new UnitTask(unit)));
        }
    }

    private void note(String reason) {
        if (!reason.equals(trouble)) {
            LOG.warn("broker {}", reason);
        }
        trouble = reason;
    }

    /** Makes the link look at its connection. */
    private void wake() {
        submit(connection -> true);
    }

    /** Works until the connection fails, or everything is done and we are closing. */
    private void work() throws InterruptedException {
        BrokerConnection connection = current;
        if (connection == null) {
            return;
        }
        long nextTickNanos = System.nanoTime();
        while (!connection.hasFailed() && !(closing && tasks.isEmpty())) {
            Task task = tasks.poll(TICK_MS, TimeUnit.MILLISECONDS);
            try {
                if (task instanceof UnitTask first) {
                    writeBatch(connection, first.unit);
                } else if (task instanceof CallTask<?> call) {
                    call.run(connection);
                }
                if (nextTickNanos - System.nanoTime() < 0) {
                    events.tick();
                    nextTickNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TICK_MS);
                }
            } catch (ActiveMQException | RuntimeException e) {
                connection.abort();
                note(connection.address() + ": " + e.getMessage());
            }
        }
        if (connection.hasFailed()) {
            note(connection.address() + ": the connection broke");
        }
        drop();
    }

    private void writeBatch(BrokerConnection connection, PendingUnit first) throws ActiveMQException {
        List<PendingUnit> units = new ArrayList<>();
        int bytes = 0;
        PendingUnit next = first;
        while (next != null) {
            if (next.isOf(connection)) {
                units.add(next);
                bytes += next.bytes();
            } else {
                next.notKept("the connection to the broker broke, and with it went what it was to remove", null);
            }
            boolean full = units.size() >= BATCH_UNITS_MAX || bytes >= BATCH_BYTES_MAX || next.isAlone();
            next = full ? null : nextInCompany();
        }
        if (!units.isEmpty() && token != null) {
            inDoubt = new UnitBatch(units);
            token.await();
            inDoubt.write(connection, token);
            inDoubt = null;
        }
    }

    private @Nullable PendingUnit nextInCompany() {
        if (tasks.peek() instanceof UnitTask waiting && !waiting.unit.isAlone()) {
            tasks.remove();
            return waiting.unit;
        }
        return null;
    }

    private void drop() {
        BrokerConnection connection = current;
        current = null;
        if (connection != null) {
            try {
                events.lost();
            } catch (RuntimeException e) {
                LOG.error("a receiver of entries failed when it was told that they are lost", e);
            }
            connection.close();
        }
    }

    private void failAll(String reason) {
        if (inDoubt != null) {
            inDoubt.abandon(reason);
        }
        for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
            if (task instanceof UnitTask waiting) {
                waiting.unit.notKept(reason, null);
            } else if (task instanceof CallTask<?> call) {
                call.result.completeExceptionally(new IllegalStateException(reason));
            }
        }
    }
}
