package eu.ccngateway.gateway.evidence;

/**
 * Accepted ids in the order they came, found by id. Records of 64 bytes stand in chunks, numbered on and on; a table of
 * ints with open addressing holds the numbers. The oldest go first, chunk by chunk. Not thread-safe.
 */
final class IdTable {

    private static final int RECORD = 64;
    private static final int LEAF = 24;
    private static final int ACCEPTANCE = 40;
    private static final int AT = 48;
    private static final int CREATED = 56;
    private static final int CHUNK_RECORDS = 256;
    private static final int NUMBER_MASK = 0x7fffffff;

    private final long seed;
    /** Chunk n stands at n modulo the length; null where none is. */
    private byte[][] chunks = new byte[4][];
    /** 0 = free, else the lower 31 bits of a record's number, plus one. */
    private int[] table = new int[64];

    private long oldest;
    private long next;

    IdTable(long seed) {
        this.seed = seed;
    }

    int size() {
        return (int) (next - oldest);
    }

    /** The number of the oldest record. */
    long oldest() {
        return oldest;
    }

    /** The record's number; -1 if there is none. */
    long find(IdBits id) {
        for (int slot = home(id); table[slot] != 0; slot = after(slot)) {
            long number = number(table[slot]);
            if (holds(number, id)) {
                return number;
            }
        }
        return -1;
    }

    LeafBits leaf(long number) {
        return new LeafBits(get(number, LEAF), get(number, LEAF + 8));
    }

    AcceptedAt accepted(long number) {
        return new AcceptedAt(get(number, ACCEPTANCE), get(number, AT), get(number, CREATED));
    }

    /** Adds an id that is not there yet. */
    void add(IdBits id, LeafBits leaf, AcceptedAt at) {
        if (2 * (size() + 1) > table.length) {
            rehash(2 * table.length);
        }
        long number = next++;
        room(number);
        set(number, 0, id.a());
        set(number, 8, id.b());
        set(number, 16, id.c());
        set(number, LEAF, leaf.a());
        set(number, LEAF + 8, leaf.b());
        set(number, ACCEPTANCE, at.acceptance());
        set(number, AT, at.atMs());
        set(number, CREATED, at.createdMs());
        enter(number);
    }

    void dropOldest() {
        int slot = home(id(oldest));
        while (number(table[slot]) != oldest) {
            slot = after(slot);
        }
        close(slot);
        long chunk = oldest / CHUNK_RECORDS;
        oldest++;
        if (oldest / CHUNK_RECORDS > chunk) {
            // One chunk stays as a spare where the next one will stand, so a full window makes no garbage.
            byte[] spare = chunks[place(chunk)];
            chunks[place(chunk)] = null;
            int ahead = place(next / CHUNK_RECORDS + 1);
            if (chunks[ahead] == null) {
                chunks[ahead] = spare;
            }
        }
        if (table.length > 64 && 16 * size() < table.length) {
            rehash(table.length / 4);
        }
    }

    /** Frees a slot, and moves those up that were pushed past it, so that no search ends too early. */
    private void close(int slot) {
        int free = slot;
        for (int at = after(slot); table[at] != 0; at = after(at)) {
            int home = home(id(number(table[at])));
            boolean reachesFree = free <= at ? home <= free || home > at : home <= free && home > at;
            if (reachesFree) {
                table[free] = table[at];
                free = at;
            }
        }
        table[free] = 0;
    }

    private void enter(long number) {
        int slot = home(id(number));
        while (table[slot] != 0) {
            slot = after(slot);
        }
        table[slot] = (int) (number & NUMBER_MASK) + 1;
    }

    private void rehash(int length) {
        table = new int[length];
        for (long number = oldest; number < next; number++) {
            enter(number);
        }
    }

    /** Makes sure the chunk of a new record is there. */
    private void room(long number) {
        long chunk = number / CHUNK_RECORDS;
        long first = oldest / CHUNK_RECORDS;
        if (chunk - first + 2 > chunks.length) {
            byte[][] more = new byte[2 * chunks.length][];
            for (long c = first; c <= chunk; c++) {
                more[(int) (c % more.length)] = chunks[place(c)];
            }
            chunks = more;
        }
        if (chunks[place(chunk)] == null) {
            chunks[place(chunk)] = new byte[CHUNK_RECORDS * RECORD];
        }
    }

    private long number(int entry) {
        return oldest + (entry - 1 - oldest & NUMBER_MASK);
    }

    private boolean holds(long number, IdBits id) {
        return get(number, 0) == id.a() && get(number, 8) == id.b() && get(number, 16) == id.c();
    }

    private IdBits id(long number) {
        return new IdBits(get(number, 0), get(number, 8), get(number, 16));
    }

    private int home(IdBits id) {
        return id.spread(seed) & table.length - 1;
    }

    private int after(int slot) {
        return slot + 1 & table.length - 1;
    }

    private int place(long chunk) {
        return (int) (chunk % chunks.length);
    }

    private long get(long number, int field) {
        return (long) IdBits.LONGS.get(chunks[place(number / CHUNK_RECORDS)], at(number, field));
    }

    private void set(long number, int field, long value) {
        IdBits.LONGS.set(chunks[place(number / CHUNK_RECORDS)], at(number, field), value);
    }

    private static int at(long number, int field) {
        return (int) (number % CHUNK_RECORDS) * RECORD + field;
    }
}
