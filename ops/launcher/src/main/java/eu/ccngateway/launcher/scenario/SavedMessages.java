package eu.ccngateway.launcher.scenario;

import eu.ccngateway.applications.scenario.Event;
import eu.ccngateway.applications.scenario.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The messages of a scenario as files, {@code 001-CD001C-NTA.DE-NTA.FR.xml}, so that anyone can validate them. */
final class SavedMessages {

    private SavedMessages() {}

    static void write(Outcome outcome, Path directory) throws IOException {
        Files.createDirectories(directory);
        int number = 0;
        for (Event message : outcome.messages()) {
            number++;
            Files.write(
                    directory.resolve(String.format(
                            Locale.ROOT,
                            "%03d-%s-%s-%s.xml",
                            number,
                            plain(message.what()),
                            plain(message.from()),
                            plain(message.to()))),
                    message.payload());
        }
    }

    /** What came over the network must not choose where a file goes. */
    private static String plain(String text) {
        return text.replaceAll("[^A-Za-z0-9.]", "_");
    }
}
