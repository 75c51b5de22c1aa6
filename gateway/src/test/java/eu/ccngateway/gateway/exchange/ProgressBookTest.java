package eu.ccngateway.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.gateway.parcel.Parcel;
import eu.ccngateway.gateway.parcel.ParcelReader;
import eu.ccngateway.gateway.parcel.ParcelWriter;
import eu.ccngateway.gateway.queue.Entry;
import eu.ccngateway.gateway.queue.StorageQueue;
import eu.ccngateway.gateway.queue.TakenEntry;
import eu.ccngateway.gateway.store.ParcelHead;
import eu.ccngateway.gateway.store.Stamp;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProgressBookTest {

    private static final String QUEUE = "CORE-RCT-QUE.NCTS@CUSTTAX.IE";
    private static final int SIZE = 4;

    private final ProgressBook book = new ProgressBook();
    private final Parcel parcel = parcel();
    private long lastId;

    private static Parcel parcel() {
        ParcelHead.Builder head = ParcelHead.newBuilder().setParcel(7).setQueue(QUEUE);
        ByteBuf items = Unpooled.buffer();
        for (int i = 0; i < SIZE; i++) {
            head.addStamps(Stamp.getDefaultInstance());
            items.writeInt(1).writeInt(0).writeByte(i);
        }
        Entry entry = new ParcelWriter(ByteBufAllocator.DEFAULT)
                .write(head, List.of(items))
                .get(0);
        return new ParcelReader().read(new Taken(entry)).orElseThrow();
    }

    private record Taken(Entry entry) implements TakenEntry {
        @Override
        public StorageQueue queue() {
            return StorageQueue.PROGRESS;
        }

        @Override
        public boolean redelivered() {
            return false;
        }

        @Override
        public void giveBack() {}
    }

    private Group.ParcelChange change(int... gone) {
        return new Group.ParcelChange(parcel, bits(gone), book.version(parcel.id()) + 1);
    }

    private static BitSet bits(int... all) {
        BitSet bits = new BitSet();
        for (int bit : all) {
            bits.set(bit);
        }
        return bits;
    }

    @AfterEach
    void letGo() {
        parcel.release();
    }

    private TakenEntry write(Group.ParcelChange change) {
        return new Taken(book.write(++lastId, change).entry());
    }

    private void durable(Group.ParcelChange change) {
        book.durable(change);
        book.recorded(change);
    }

    @Test
    void keepsAnEntryThatComesBackBeforeItsUnitIsKnownToBeDurable() {
        book.loaded();
        Group.ParcelChange first = change(0);
        TakenEntry one = write(first);
        book.take(one);
        durable(first);
        assertThat(book.hasObsolete()).isFalse();

        Group.ParcelChange second = change(0, 2);
        assertThat(book.collect(parcel.id())).containsExactly(one);
        TakenEntry two = write(second);
        book.take(two);
        durable(second);
        assertThat(book.hasObsolete()).isFalse();
        assertThat(book.collect(parcel.id())).containsExactly(two);
        assertThat(book.gone(parcel.id())).contains(bits(0, 2));
    }

    @Test
    void keepsAnEntryThatComesBackAfterwards() {
        book.loaded();
        Group.ParcelChange change = change(3);
        TakenEntry entry = write(change);
        durable(change);
        book.take(entry);
        assertThat(book.hasObsolete()).isFalse();
        assertThat(book.collect(parcel.id())).containsExactly(entry);
    }

    @Test
    void tellsWhatIsGoneAsSoonAsItIsDurable() {
        book.loaded();
        Group.ParcelChange change = change(1);
        write(change);
        assertThat(book.gone(parcel.id())).isEmpty();
        book.durable(change);
        assertThat(book.gone(parcel.id())).contains(bits(1));
    }

    @Test
    void removesWhatComesBackOnlyAfterItsParcelIsGone() {
        book.loaded();
        Group.ParcelChange change = change(0, 1);
        TakenEntry late = write(change);
        durable(change);
        Group.ParcelChange last = change(0, 1, 2, 3);
        assertThat(book.collect(parcel.id())).isEmpty();
        book.durable(last);
        book.finished(parcel.id());
        book.take(late);
        assertThat(book.collectObsolete()).containsExactly(late);
        assertThat(book.gone(parcel.id())).isEmpty();
    }

    @Test
    void keepsTheVersionBeforeWhenAChangeWasNotKept() {
        book.loaded();
        Group.ParcelChange first = change(0);
        TakenEntry one = write(first);
        one.entry().body().retain();
        durable(first);
        book.take(one);
        Group.ParcelChange failed = change(0, 1);
        assertThat(book.collect(parcel.id())).containsExactly(one);
        write(failed);
        book.notRecorded(failed);
        // The storage puts it back, and it comes out again.
        TakenEntry again = new Taken(one.entry());
        book.take(again);
        assertThat(book.hasObsolete()).isFalse();
        assertThat(book.collect(parcel.id())).containsExactly(again);
        assertThat(book.gone(parcel.id())).contains(bits(0));
    }

    @Test
    void readsTheNewestVersionAtStartInWhateverOrderTheyCome() {
        TakenEntry one = write(new Group.ParcelChange(parcel, bits(0), 1));
        TakenEntry two = write(new Group.ParcelChange(parcel, bits(0, 1), 2));
        for (List<TakenEntry> order : List.of(List.of(one, two), List.of(two, one))) {
            ProgressBook next = new ProgressBook();
            order.forEach(taken -> taken.entry().body().retain());
            order.forEach(next::take);
            next.loaded();
            assertThat(next.gone(parcel.id())).contains(bits(0, 1));
            assertThat(next.goneByQueue()).isEqualTo(Map.of(QUEUE, 2L));
            assertThat(next.collectObsolete()).containsExactly(one);
            assertThat(next.version(parcel.id())).isEqualTo(2);
        }
    }

    @Test
    void forgetsWhatIsWrittenAboutParcelsOfAnEmptyQueue() {
        TakenEntry left = write(new Group.ParcelChange(parcel, bits(0), 1));
        ProgressBook next = new ProgressBook();
        next.take(left);
        next.loaded();
        next.forget("CORE-RCT-QUE.NCTS@CUST.DE");
        assertThat(next.hasObsolete()).isFalse();
        next.forget(QUEUE);
        assertThat(next.collectObsolete()).containsExactly(left);
        assertThat(next.gone(parcel.id())).isEmpty();
    }
}
