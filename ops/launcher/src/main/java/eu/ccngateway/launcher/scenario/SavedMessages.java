package eu.ccngateway.launcher.scenario;

import eu.ccngateway.applications.scenario.Event;
import eu.ccngateway.applications.scenario.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
                            "%03d-%s-%s-%s.%s",
                            number,
                            plain(message.what()),
                            plain(message.from()),
                            plain(message.to()),
                            ending(message.payload()))),
                    message.payload());
        }
    }

    /** A ZIP and an interchange can be told by how they begin. */
    private static String ending(byte[] payload) {
        String start = new String(payload, 0, Math.min(2, payload.length), StandardCharsets.ISO_8859_1);
        return start.equals("PK") ? "zip" : start.equals("UN") ? "edi" : "xml";
    }

    /** What came over the network must not choose where a file goes. */
    private static String plain(String text) {
        return text.replaceAll("[^A-Za-z0-9.]", "_");
    }
}
