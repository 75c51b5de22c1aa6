package eu.ccngateway.adapters.artemis.embedded;

import java.nio.file.Path;

/**
 * Where and how the embedded broker keeps its journal.
 *
 * @param directory everything is below it; made if it is not there
 * @param journal how the journal writes
 * @param memoryBytes how much the entries of all queues may take in memory before the rest stays on disk
 * @param minFreeBytes below this much free disk new entries are refused
 * @param journalFileBytes size of one journal file, made in advance
 * @param journalFilesKept how many empty journal files are kept for reuse
 */
public record EmbeddedSettings(
        Path directory,
        JournalKind journal,
        long memoryBytes,
        long minFreeBytes,
        int journalFileBytes,
        int journalFilesKept) {

    /** How the journal writes. */
    public enum JournalKind {
        /** Through libaio if it can be loaded and the file system takes it, else through Java. */
        BEST,
        /** Through Java's file channels. */
        NIO
    }

    private static final int MIB = 1024 * 1024;
    private static final int JOURNAL_FILE_MIN = 4 * MIB;
    private static final long MEMORY_MIN = 4 * MIB;

    public EmbeddedSettings {
        require(memoryBytes >= MEMORY_MIN, "memoryBytes", memoryBytes, "at least " + MEMORY_MIN);
        require(minFreeBytes >= 0, "minFreeBytes", minFreeBytes, "0 or more");
        require(
                journalFileBytes >= JOURNAL_FILE_MIN,
                "journalFileBytes",
                journalFileBytes,
                "at least " + JOURNAL_FILE_MIN + ", for the largest entry");
        require(journalFilesKept >= 2, "journalFilesKept", journalFilesKept, "at least 2");
    }

    /** What fits a gateway: a quarter of the heap for entries, 256 MiB of disk left free, journal files of 64 MiB. */
    public static EmbeddedSettings in(Path directory) {
        long memory = Math.max(MEMORY_MIN, Runtime.getRuntime().maxMemory() / 4);
        return new EmbeddedSettings(directory, JournalKind.BEST, memory, 256L * MIB, 64 * MIB, 10);
    }

    public EmbeddedSettings withJournal(JournalKind kind) {
        return new EmbeddedSettings(directory, kind, memoryBytes, minFreeBytes, journalFileBytes, journalFilesKept);
    }

    public EmbeddedSettings withMemoryBytes(long bytes) {
        return new EmbeddedSettings(directory, journal, bytes, minFreeBytes, journalFileBytes, journalFilesKept);
    }

    public EmbeddedSettings withMinFreeBytes(long bytes) {
        return new EmbeddedSettings(directory, journal, memoryBytes, bytes, journalFileBytes, journalFilesKept);
    }

    public EmbeddedSettings withJournalFiles(int bytes, int kept) {
        return new EmbeddedSettings(directory, journal, memoryBytes, minFreeBytes, bytes, kept);
    }

    private static void require(boolean met, String name, long value, String expected) {
        if (!met) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
    }
}
