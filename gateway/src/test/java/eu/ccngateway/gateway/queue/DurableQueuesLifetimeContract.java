package eu.ccngateway.gateway.queue;

import static eu.ccngateway.gateway.queue.Recorder.PATIENCE;
import static eu.ccngateway.gateway.queue.Unit.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.gateway.queue.CommitFailed.Outcome;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What every {@link DurableQueues} must do as time passes: expiry, closing, opening again. */
public abstract class DurableQueuesLifetimeContract extends StorageUnderTest {

    @Test
    void movesExpiredEntryNobodyEverTook() {
        StorageQueue queue = queue("QUEUE");
        long[] ids = newIds(2);
        commit(unit().append(queue, entry(ids[0], 3, 500, inMs(300))).append(queue, ids[1]));

        Entry expired = awaitExpired(ids[0]);

        assertThat(expired.messages()).isEqualTo(3);
        assertThat(expired.expiresAtMs()).isZero();
        assertThat(contentOf(queue)).containsExactly(ids[1]);
        assertThat(queues.countMessages(queue)).isEqualTo(1);
    }

    @Test
    void handsOutNothingThatExpired() {
        StorageQueue queue = queue("QUEUE");
        long[] ids = newIds(3);
        commit(unit().append(queue, entry(ids[0], 1, 10, inMs(-1)))
                .append(queue, ids[1])
                .append(queue, entry(ids[2], 1, 10, inMs(600_000))));

        Recorder recorder = take(queue, 5);

        recorder.awaitTaken(2);
        assertThat(recorder.ids()).containsExactly(ids[1], ids[2]);
        awaitExpired(ids[0]);
        assertThat(recorder.taken().get(1).entry().expiresAtMs()).isGreaterThan(System.currentTimeMillis());
    }

    @Test
    void leavesEntryThatExpiresInOurHandsToUs() {
        StorageQueue queue = queue("QUEUE");
        StorageQueue other = queue("OTHER");
        long[] ids = newIds(2);
        long expiresAtMs = inMs(500);
        commit(unit().append(queue, entry(ids[0], 1, 10, expiresAtMs))
                .append(other, entry(ids[1], 1, 10, expiresAtMs)));
        TakenEntry taken = take(queue, 1).awaitTaken(1).get(0);

        awaitExpired(ids[1]);

        commit(unit().remove(taken));
        assertThat(queues.countMessages(queue)).isZero();
    }

    @Test
    void expiresEntryGivenBackTooLate() {
        StorageQueue queue = queue("QUEUE");
        long[] ids = newIds(1);
        long expiresAtMs = inMs(500);
        commit(unit().append(queue, entry(ids[0], 1, 10, expiresAtMs)));
        Recorder recorder = take(queue, 2);
        TakenEntry taken = recorder.awaitTaken(1).get(0);
        await().atMost(PATIENCE).until(() -> System.currentTimeMillis() >= expiresAtMs);

        taken.giveBack();

        awaitExpired(ids[0]);
        assertThat(recorder.taken()).hasSize(1);
    }

    @Test
    void findsWhatWasKeptWhenOpenedAgain() throws Exception {
        StorageQueue queue = queue("QUEUE");
        StorageQueue other = queue("OTHER");
        long[] ids = newIds(10);
        commit(unit().append(queue, ids).append(other, newIds(1)));
        List<TakenEntry> taken = take(queue, 6).awaitTaken(6);
        commit(unit().remove(taken.get(0), taken.get(2)));

        reopen();

        assertThat(queues.countMessages(queue)).isEqualTo(8);
        assertThat(queues.countMessages(other)).isEqualTo(1);
        Recorder recorder = take(queue, 10);
        recorder.awaitTaken(8);
        assertThat(recorder.ids()).containsExactly(ids[1], ids[3], ids[4], ids[5], ids[6], ids[7], ids[8], ids[9]);
        assertThat(recorder.taken().subList(0, 4)).allMatch(TakenEntry::redelivered);
    }

    @Test
    void completesCommitsInFlightWhenClosed() throws Exception {
        StorageQueue queue = queue("QUEUE");
        long[] ids = newIds(300);
        List<CompletableFuture<Void>> commits = new ArrayList<>();
        for (long id : ids) {
            commits.add(begin(unit().append(queue, entry(id, 10_000))));
        }

        reopen();

        commits.forEach(StorageUnderTest::complete);
        assertThat(contentOf(queue)).isEqualTo(listOf(ids));
    }

    @Test
    void keepsNothingOnceClosed() throws Exception {
        StorageQueue queue = queue("QUEUE");
        queues.close();

        assertThat(failureOf(begin(unit().append(queue, newIds(1)))).outcome()).isEqualTo(Outcome.NOTHING_KEPT);
        assertThat(queues.readiness().ready()).isFalse();

        reopen();
        assertThat(contentOf(queue)).isEmpty();
    }

    @Test
    void saysThatItIsReady() {
        assertThat(queues.readiness().ready()).isTrue();
        assertThat(queues.readiness().detail()).isNotBlank();
    }

    private static long inMs(long ms) {
        return System.currentTimeMillis() + ms;
    }

    /** Waits until the entry is in {@link StorageQueue#EXPIRED}, and removes it from there. */
    private Entry awaitExpired(long id) {
        TakenEntry taken = await().atMost(PATIENCE)
                .until(() -> queues.takeOne(StorageQueue.EXPIRED, id), Optional::isPresent)
                .orElseThrow();
        assertThat(ByteBufUtil.getBytes(taken.entry().body()))
                .isEqualTo(Unit.bodyOf(id, taken.entry().body()));
        taken.entry().body().release();
        commit(unit().remove(taken));
        return taken.entry();
    }
}
