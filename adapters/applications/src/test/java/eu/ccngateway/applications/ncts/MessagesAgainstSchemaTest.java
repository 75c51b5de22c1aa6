package eu.ccngateway.applications.ncts;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.applications.movement.MessageSet;
import eu.ccngateway.applications.movement.OfficialSchema;
import eu.ccngateway.applications.xml.Document;
import eu.ccngateway.applications.xml.Element;
import eu.ccngateway.applications.xml.XmlReader;
import eu.ccngateway.applications.xml.XmlRefused;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessagesAgainstSchemaTest {

    private static final int OF_EACH = 60;
    private static final Instant NOW = Instant.parse("2026-03-01T10:15:30Z");

    private final MessageSet messages = MessageSet.load("ncts");

    @Test
    void everyMessageMadeOfEveryTypeIsValid() throws XmlRefused {
        OfficialSchema schema = OfficialSchema.of("ncts-p5-51.8", "CD.*\\.xsd", "http://ncts.dgtaxud.ec");
        long seed = System.nanoTime();
        Random random = new Random(seed);
        XmlReader reader = new XmlReader();
        assertThat(messages.names()).hasSize(48);
        for (String name : messages.names()) {
            for (int i = 0; i < OF_EACH; i++) {
                double density = i == 0 ? 0 : random.nextDouble() * 0.4;
                Element made = messages.complete(head(name), random, density, NOW);
                byte[] written = messages.write(made);
                Document read = reader.read(written);

                assertThat(schema.fault(written))
                        .as("%s, seed %d, %d", name, seed, i)
                        .isEmpty();
                assertThat(messages.formFaults(read))
                        .as("%s, seed %d, %d", name, seed, i)
                        .isEmpty();
                assertThat(messages.codeFaults(read.root()))
                        .as("%s, seed %d, %d", name, seed, i)
                        .isEmpty();
            }
        }
    }

    static Element head(String name) {
        return Element.group(
                name,
                List.of(
                        Element.leaf("messageSender", "NTA.BE"),
                        Element.leaf("messageRecipient", "NTA.DE"),
                        Element.leaf("messageIdentification", "0123456789abcd"),
                        Element.leaf("messageType", name)));
    }
}
