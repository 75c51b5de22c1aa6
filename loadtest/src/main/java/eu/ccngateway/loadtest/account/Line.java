package eu.ccngateway.loadtest.account;

import java.util.ArrayList;
import java.util.List;

/**
 * What one sender's messages have been through, by their number. Kept in pages, and a page is forgotten once everything
 * on it is complete, so that memory is bounded by what is on its way and not by the length of the run. Thread-safe.
 */
final class Line {

    /** What {@link #mark} says of a message that has been through the stage before, or was never sent. */
    static final long NOT_NOW = Long.MIN_VALUE;

    private static final int PAGE = 1024;
    private static final byte ALL = 15;
    private static final byte REFUSED = 16;

    private static final class Page {
        private final long[] dueNanos = new long[PAGE];
        private final byte[] seen = new byte[PAGE];
        private int ended;
    }

    private final List<Page> pages = new ArrayList<>();
    private long firstPage;
    private long sent;

    /** The next message, in the order of numbers. */
    synchronized void sent(long dueNanos) {
        if (sent % PAGE == 0) {
            pages.add(new Page());
        }
        page(sent).dueNanos[(int) (sent % PAGE)] = dueNanos;
        sent++;
    }

    /** Gives the moment when the message was due, or {@link #NOT_NOW} if this is not the first time. */
    synchronized long mark(long number, Stage stage) {
        if (!isOpen(number)) {
            return NOT_NOW;
        }
        Page page = page(number);
        int at = (int) (number % PAGE);
        if ((page.seen[at] & stage.bit()) != 0) {
            return NOT_NOW;
        }
        page.seen[at] |= stage.bit();
        if (page.seen[at] == ALL) {
            ended(page);
        }
        return page.dueNanos[at];
    }

    synchronized void refused(long number) {
        if (isOpen(number)) {
            Page page = page(number);
            page.seen[(int) (number % PAGE)] |= REFUSED;
            ended(page);
        }
    }

    private boolean isOpen(long number) {
        return number >= firstPage * PAGE && number < sent;
    }

    private Page page(long number) {
        return pages.get((int) (number / PAGE - firstPage));
    }

    private void ended(Page page) {
        page.ended++;
        while (!pages.isEmpty() && pages.get(0).ended == PAGE) {
            pages.remove(0);
            firstPage++;
        }
    }

    /** Numbers of accepted messages that have not been through the stage; the first ones, at most {@code max}. */
    synchronized List<Long> missing(Stage stage, int max) {
        List<Long> missing = new ArrayList<>();
        for (long number = firstPage * PAGE; number < sent && missing.size() < max; number++) {
            byte seen = page(number).seen[(int) (number % PAGE)];
            if ((seen & (stage.bit() | REFUSED)) == 0) {
                missing.add(number);
            }
        }
        return missing;
    }
}
