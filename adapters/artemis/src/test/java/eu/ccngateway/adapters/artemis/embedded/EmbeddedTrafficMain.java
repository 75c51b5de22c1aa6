package eu.ccngateway.adapters.artemis.embedded;

import eu.ccngateway.adapters.artemis.TripleTraffic;
import eu.ccngateway.adapters.artemis.embedded.EmbeddedSettings.JournalKind;
import eu.ccngateway.gateway.queue.DurableQueues;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Traffic on an embedded broker until somebody kills it. Writes what it was told, each line at once. */
public final class EmbeddedTrafficMain {

    private static final int MIB = 1024 * 1024;

    private EmbeddedTrafficMain() {}

    static EmbeddedSettings settings(Path directory, JournalKind journal) {
        return EmbeddedSettings.in(directory)
                .withJournal(journal)
                .withMemoryBytes(8 * MIB)
                .withJournalFiles(4 * MIB, 2);
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        JournalKind journal = JournalKind.valueOf(arguments[1]);
        long last = Long.parseLong(arguments[2]);
        long seed = Long.parseLong(arguments[3]);
        PrintStream lines = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        try (DurableQueues queues = EmbeddedArtemis.open(settings(directory, journal))) {
            queues.declare(TripleTraffic.QUEUES);
            try (TripleTraffic traffic = new TripleTraffic(queues, last, seed, lines::println)) {
                new CountDownLatch(1).await();
            }
        }
    }
}
