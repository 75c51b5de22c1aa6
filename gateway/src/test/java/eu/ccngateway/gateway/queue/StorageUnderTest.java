package eu.ccngateway.gateway.queue;

import static eu.ccngateway.gateway.queue.Recorder.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the contract tests stand on: one storage, opened anew for each test, with queues no other test uses. Whether the
 * storage itself is new as well is the implementation's choice. Every body given to it must come back released.
 */
@ExtendWith(LeakWatch.class)
public abstract class StorageUnderTest {

    /** Entry and unit ids, unique over all tests of one JVM since a storage may outlive a test. */
    protected static final AtomicLong IDS = new AtomicLong(System.currentTimeMillis() << 22);

    private static final AtomicLong TESTS = new AtomicLong();

    protected DurableQueues queues;
    private final long test = TESTS.incrementAndGet();
    private final List<ByteBuf> given = new ArrayList<>();
    private final List<StorageQueue> declared = new ArrayList<>();

    /** Opens the storage of this test; after a close again, with what was durable then. */
    protected abstract DurableQueues open() throws Exception;

    @BeforeEach
    final void openStorage() throws Exception {
        queues = open();
        declared.addAll(List.of(StorageQueue.EXPIRED, StorageQueue.LEDGER));
        queues.declare(declared);
    }

    @AfterEach
    final void closeStorage() {
        queues.close();
        assertThat(given)
                .as("bodies given to the storage")
                .allSatisfy(body -> assertThat(body.refCnt()).isZero());
    }

    protected final void reopen() throws Exception {
        queues.close();
        queues = open();
        queues.declare(declared);
    }

    protected final StorageQueue queue(String name) {
        return queue(name, StorageQueue.Lane.NORMAL);
    }

    /** A queue of this test only, made to exist. */
    protected final StorageQueue queue(String name, StorageQueue.Lane lane) {
        StorageQueue queue = new StorageQueue("TEST" + test + ".FR", name + "@TEST" + test + ".FR", lane);
        declare(queue);
        return queue;
    }

    protected final void declare(StorageQueue queue) {
        declared.add(queue);
        queues.declare(List.of(queue));
    }

    protected static Unit unit() {
        return Unit.unit(IDS);
    }

    protected static long[] newIds(int count) {
        long[] ids = new long[count];
        for (int index = 0; index < count; index++) {
            ids[index] = IDS.incrementAndGet();
        }
        return ids;
    }

    /** Commits without waiting. */
    protected final CompletableFuture<Void> begin(Unit unit) {
        UnitOfWork work = unit.work();
        synchronized (given) {
            work.appends().forEach(append -> given.add(append.entry().body()));
        }
        return queues.commit(work).toCompletableFuture();
    }

    protected final void commit(Unit unit) {
        complete(begin(unit));
    }

    protected static void complete(CompletableFuture<?> stage) {
        try {
            stage.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            fail("the commit did not complete normally", e);
        }
    }

    protected static CommitFailed failureOf(CompletableFuture<?> stage) {
        try {
            stage.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return fail("the commit was kept, a failure was expected");
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(CommitFailed.class);
            return (CommitFailed) e.getCause();
        } catch (InterruptedException | TimeoutException e) {
            return fail("the commit did not fail in time", e);
        }
    }

    /** Subscribes with so much credit. */
    protected final Recorder take(StorageQueue queue, int credit) {
        Recorder recorder = new Recorder();
        queues.subscribe(queue, recorder).credit(credit);
        return recorder;
    }

    /** The ids of all entries of a queue nobody holds, from its head. */
    protected final List<Long> contentOf(StorageQueue queue) {
        List<Entry> entries = queues.peek(queue, 1_000_000);
        entries.forEach(entry -> entry.body().release());
        return entries.stream().map(Entry::id).toList();
    }

    protected static List<Long> listOf(long... ids) {
        List<Long> list = new ArrayList<>();
        for (long id : ids) {
            list.add(id);
        }
        return list;
    }
}
