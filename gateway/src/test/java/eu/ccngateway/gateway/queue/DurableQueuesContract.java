package eu.ccngateway.gateway.queue;

import static eu.ccngateway.gateway.queue.Recorder.PATIENCE;
import static eu.ccngateway.gateway.queue.Unit.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.gateway.queue.CommitFailed.Outcome;
import eu.ccngateway.gateway.queue.StorageQueue.Lane;
import io.netty.buffer.ByteBufUtil;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What every {@link DurableQueues} must do, seen through the port alone. */
public abstract class DurableQueuesContract extends StorageUnderTest {

    @Test
    void keepsUnitInAllItsQueues() {
        StorageQueue first = queue("FIRST");
        StorageQueue second = queue("SECOND");
        long[] ids = newIds(3);

        commit(unit().append(first, ids[0], ids[1]).append(second, ids[2]));

        assertThat(contentOf(first)).containsExactly(ids[0], ids[1]);
        assertThat(contentOf(second)).containsExactly(ids[2]);
    }

    @Test
    void removesAndAppendsTogether() {
        StorageQueue from = queue("FROM");
        StorageQueue to = queue("TO");
        long[] ids = newIds(4);
        commit(unit().append(from, ids[0], ids[1]));
        List<TakenEntry> taken = take(from, 2).awaitTaken(2);

        commit(unit().append(to, ids[2], ids[3]).remove(taken));

        assertThat(queues.countMessages(from)).isZero();
        assertThat(contentOf(to)).containsExactly(ids[2], ids[3]);
    }

    @Test
    void keepsNothingOfUnitForUndeclaredQueue() {
        StorageQueue declared = queue("DECLARED");
        StorageQueue source = queue("SOURCE");
        StorageQueue undeclared = new StorageQueue("NOBODY.FR", "NOWHERE@NOBODY.FR", Lane.NORMAL);
        long[] ids = newIds(3);
        commit(unit().append(source, ids[0]));
        Recorder recorder = take(source, 2);
        TakenEntry taken = recorder.awaitTaken(1).get(0);

        CommitFailed failure = failureOf(
                begin(unit().append(declared, ids[1]).append(undeclared, ids[2]).remove(taken)));

        assertThat(failure.outcome()).isEqualTo(Outcome.NOTHING_KEPT);
        assertThat(contentOf(declared)).isEmpty();
        assertThat(recorder.awaitTaken(2).get(1).redelivered()).isTrue();
        assertThat(recorder.ids()).containsExactly(ids[0], ids[0]);
    }

    @Test
    void keepsNothingOfUnitThatRemovesWhatIsNoLongerOurs() {
        StorageQueue from = queue("FROM");
        StorageQueue to = queue("TO");
        long[] ids = newIds(3);
        commit(unit().append(from, ids[0], ids[1]));
        List<TakenEntry> taken = take(from, 2).awaitTaken(2);
        taken.get(0).giveBack();

        CommitFailed failure = failureOf(begin(unit().append(to, ids[2]).remove(taken)));

        assertThat(failure.outcome()).isEqualTo(Outcome.NOTHING_KEPT);
        assertThat(contentOf(to)).isEmpty();
        await().atMost(PATIENCE).until(() -> contentOf(from).equals(listOf(ids[0], ids[1])));
    }

    @Test
    void keepsNothingOfUnitWithEntryTooLarge() {
        StorageQueue queue = queue("QUEUE");
        long[] ids = newIds(2);

        CommitFailed failure =
                failureOf(begin(unit().append(queue, ids[0]).append(queue, entry(ids[1], Entry.BODY_MAX + 1))));

        assertThat(failure.outcome()).isEqualTo(Outcome.NOTHING_KEPT);
        assertThat(failure).hasMessageContaining("" + (Entry.BODY_MAX + 1)).hasMessageContaining("" + Entry.BODY_MAX);
        assertThat(contentOf(queue)).isEmpty();
    }

    @Test
    void refusesSubscriptionToUndeclaredQueue() {
        StorageQueue undeclared = new StorageQueue("NOBODY.FR", "NOWHERE@NOBODY.FR", Lane.NORMAL);

        assertThatThrownBy(() -> queues.subscribe(undeclared, new Recorder()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NOWHERE@NOBODY.FR");
    }

    @Test
    void declaresWhatExistsWithoutTouchingIt() {
        StorageQueue queue = queue("QUEUE");
        long[] ids = newIds(1);
        commit(unit().append(queue, ids));

        queues.declare(List.of(queue, queue));

        assertThat(contentOf(queue)).containsExactly(ids[0]);
    }

    @Test
    void handsOutNothingWithoutCreditAndNoMoreThanCredit() {
        StorageQueue queue = queue("QUEUE");
        long[] ids = newIds(20);
        commit(unit().append(queue, ids));
        Recorder recorder = new Recorder();
        Subscription subscription = queues.subscribe(queue, recorder);
        commit(unit().append(queue, newIds(5)));
        assertThat(recorder.taken()).isEmpty();

        subscription.credit(3);
        recorder.awaitTaken(3);
        subscription.credit(4);
        recorder.awaitTaken(7);
        commit(unit().append(queue, newIds(5)));

        await().during(Duration.ofMillis(200)).until(() -> recorder.taken().size() == 7);
        assertThat(recorder.ids()).isEqualTo(listOf(Arrays.copyOf(ids, 7)));
    }

    @Test
    void keepsCreditForWhatComesLater() {
        StorageQueue queue = queue("QUEUE");
        Recorder recorder = take(queue, 10);
        long[] ids = newIds(3);

        commit(unit().append(queue, ids));

        recorder.awaitTaken(3);
        assertThat(recorder.ids()).isEqualTo(listOf(ids));
        assertThat(recorder.taken()).noneMatch(TakenEntry::redelivered);
    }

    @Test
    void handsOneEntryToOneSubscriptionOnly() {
        StorageQueue queue = queue("QUEUE");
        Recorder one = take(queue, 1000);
        Recorder other = take(queue, 1000);
        long[] ids = newIds(100);
        for (long id : ids) {
            commit(unit().append(queue, id));
        }

        await().atMost(PATIENCE).until(() -> one.taken().size() + other.taken().size() == ids.length);
        List<Long> all = new ArrayList<>(one.ids());
        all.addAll(other.ids());
        assertThat(all).containsExactlyInAnyOrderElementsOf(listOf(ids));
    }

    @Test
    void putsBackAtTheHeadInOrder() {
        StorageQueue queue = queue("QUEUE");
        long[] ids = newIds(8);
        commit(unit().append(queue, ids));
        Recorder recorder = new Recorder();
        Subscription subscription = queues.subscribe(queue, recorder);
        subscription.credit(5);
        List<TakenEntry> taken = recorder.awaitTaken(5);

        taken.get(3).giveBack();
        taken.get(1).giveBack();
        taken.get(4).giveBack();
        assertThat(recorder.taken()).hasSize(5);
        subscription.credit(4);

        List<TakenEntry> again = recorder.awaitTaken(9).subList(5, 9);
        assertThat(again).extracting(entry -> entry.entry().id()).containsExactly(ids[1], ids[3], ids[4], ids[5]);
        assertThat(again).extracting(TakenEntry::redelivered).containsExactly(true, true, true, false);
    }

    @Test
    void givesBackWhatClosedSubscriptionHeld() {
        StorageQueue queue = queue("QUEUE");
        long[] ids = newIds(6);
        commit(unit().append(queue, ids));
        Recorder first = new Recorder();
        Subscription subscription = queues.subscribe(queue, first);
        subscription.credit(4);
        List<TakenEntry> taken = first.awaitTaken(4);
        commit(unit().remove(taken.get(1)));

        subscription.close();

        Recorder second = take(queue, 10);
        second.awaitTaken(5);
        assertThat(second.ids()).containsExactly(ids[0], ids[2], ids[3], ids[4], ids[5]);
        assertThat(second.taken().subList(0, 3)).allMatch(TakenEntry::redelivered);
        assertThat(failureOf(begin(unit().remove(taken.get(0)))).outcome()).isEqualTo(Outcome.NOTHING_KEPT);
        taken.get(2).giveBack();
        assertThat(queues.countMessages(queue)).isEqualTo(5);
    }

    @Test
    void removesWhatWasCommittedBeforeSubscriptionClosed() {
        StorageQueue queue = queue("QUEUE");
        commit(unit().append(queue, newIds(50)));
        Recorder recorder = new Recorder();
        Subscription subscription = queues.subscribe(queue, recorder);
        subscription.credit(50);
        List<TakenEntry> taken = recorder.awaitTaken(50);

        List<CompletableFuture<Void>> removals = new ArrayList<>();
        taken.forEach(entry -> removals.add(begin(unit().remove(entry))));
        subscription.close();

        removals.forEach(StorageUnderTest::complete);
        assertThat(queues.countMessages(queue)).isZero();
    }

    @Test
    void keepsLanesApart() {
        StorageQueue bulk = queue("QUEUE", Lane.BULK);
        StorageQueue urgent = queue("QUEUE", Lane.URGENT);
        long[] ids = newIds(101);
        commit(unit().append(bulk, Arrays.copyOf(ids, 100)).append(urgent, ids[100]));

        take(urgent, 1).awaitTaken(1);

        assertThat(queues.countMessages(bulk)).isEqualTo(100);
        assertThat(contentOf(bulk)).hasSize(100);
        assertThat(contentOf(urgent)).isEmpty();
    }

    @Test
    void takesTheOneEntryAskedFor() {
        StorageQueue queue = queue("QUEUE");
        long[] ids = newIds(5);
        commit(unit().append(queue, ids));

        TakenEntry third = queues.takeOne(queue, ids[2]).orElseThrow();

        assertThat(third.entry().id()).isEqualTo(ids[2]);
        assertThat(third.queue()).isEqualTo(queue);
        third.entry().body().release();
        assertThat(queues.takeOne(queue, ids[2])).isEmpty();
        assertThat(queues.takeOne(queue, IDS.incrementAndGet())).isEmpty();
        assertThat(queues.countMessages(queue)).isEqualTo(5);
        assertThat(contentOf(queue)).containsExactly(ids[0], ids[1], ids[3], ids[4]);
        commit(unit().remove(third));
        assertThat(queues.countMessages(queue)).isEqualTo(4);
    }

    @Test
    void putsOneTakenEntryBackWhereItWas() {
        StorageQueue queue = queue("QUEUE");
        long[] ids = newIds(3);
        commit(unit().append(queue, ids));
        TakenEntry second = queues.takeOne(queue, ids[1]).orElseThrow();
        second.entry().body().release();

        second.giveBack();

        await().atMost(PATIENCE).until(() -> contentOf(queue).equals(listOf(ids)));
        Recorder recorder = take(queue, 3);
        assertThat(recorder.awaitTaken(3).get(1).redelivered()).isTrue();
    }

    @Test
    void doesNotTakeOneEntrySomebodyHolds() {
        StorageQueue queue = queue("QUEUE");
        long[] ids = newIds(1);
        commit(unit().append(queue, ids));
        take(queue, 1).awaitTaken(1);

        assertThat(queues.takeOne(queue, ids[0])).isEmpty();
    }

    @Test
    void peeksWithoutTaking() {
        StorageQueue queue = queue("QUEUE");
        long[] ids = newIds(10);
        commit(unit().append(queue, ids));

        List<Entry> seen = queues.peek(queue, 4);

        assertThat(seen).extracting(Entry::id).isEqualTo(listOf(Arrays.copyOf(ids, 4)));
        assertThat(seen)
                .allSatisfy(entry -> assertThat(ByteBufUtil.getBytes(entry.body()))
                        .isEqualTo(Unit.bodyOf(entry.id(), entry.body())));
        seen.forEach(entry -> entry.body().release());
        assertThat(take(queue, 10).awaitTaken(10)).hasSize(10);
    }

    @Test
    void countsMessagesNotEntriesTakenOnesIncluded() {
        StorageQueue queue = queue("QUEUE");
        long[] ids = newIds(3);
        commit(unit().append(queue, entry(ids[0], 64, 10, 0))
                .append(queue, entry(ids[1], 1, 10, 0))
                .append(queue, entry(ids[2], 7, 10, 0)));
        assertThat(queues.countMessages(queue)).isEqualTo(72);

        List<TakenEntry> taken = take(queue, 2).awaitTaken(2);
        assertThat(queues.countMessages(queue)).isEqualTo(72);

        commit(unit().remove(taken.get(0)));
        assertThat(queues.countMessages(queue)).isEqualTo(8);
    }
}
