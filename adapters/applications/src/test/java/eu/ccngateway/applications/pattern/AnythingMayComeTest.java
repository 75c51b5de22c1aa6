package eu.ccngateway.applications.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.applications.catalogue.Catalogue;
import eu.ccngateway.applications.catalogue.Profile;
import eu.ccngateway.applications.conversation.Application;
import eu.ccngateway.applications.conversation.Incoming;
import eu.ccngateway.applications.conversation.Kind;
import eu.ccngateway.applications.conversation.Outgoing;
import eu.ccngateway.applications.conversation.Reaction;
import eu.ccngateway.applications.runtime.Applications;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever comes, in any order: nothing is thrown, each refused message gets one refusal, and a refusal none. */
class AnythingMayComeTest {

    private static final int MESSAGES = 200;
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final List<String> FIELDS =
            List.of("reference", "batch", "part", "parts", "version", "previous", "digest");

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private int numbers;

    @Test
    void everyPatternStandsAnything() {
        for (Profile profile : Catalogue.builtIn().profiles()) {
            if (profile.behaviour().isEmpty()) {
                for (String country : List.of("EC", "DE")) {
                    stand(profile, country);
                }
            }
        }
    }

    private void stand(Profile profile, String country) {
        if (!profile.hasParty(country)) {
            return;
        }
        Application application = new Applications(Map.of())
                .make(profile, new Party(country, List.of("NA.FR", "NA.PL"), () -> "N" + ++numbers));
        for (int i = 0; i < MESSAGES; i++) {
            Incoming message = message(profile, application.address());
            String where = profile.code() + " " + country + ", seed " + seed + ", " + i + ": " + message.type();
            Reaction reaction = application.receive(message, NOW.plusSeconds(i));
            List<Outgoing> refusals = reaction.outgoing().stream()
                    .filter(outgoing -> outgoing.name().equals("REFUSED"))
                    .toList();
            assertThat(reaction.records())
                    .as(where)
                    .allMatch(record -> record.key().matches("[\\x20-\\x7e]{1,200}"));
            assertThat(refusals.size())
                    .as(where)
                    .isLessThanOrEqualTo(message.name().equals("REFUSED") ? 0 : 1);
            application.tick(NOW.plusSeconds(i));
        }
    }

    private Incoming message(Profile profile, String address) {
        List<String> types = new ArrayList<>(
                profile.types().stream().map(type -> type.name()).toList());
        types.add("REFUSED");
        types.add("NONSENSE");
        String type = types.get(random.nextInt(types.size()));
        byte[] payload =
                random.nextInt(10) == 0 ? bytes() : form(profile, type, address).toXml();
        return new Incoming(
                profile.onNetwork(type), "NA.FR@CUSTTAX.FR", Kind.REQUEST, "id" + ++numbers, Optional.empty(), payload);
    }

    private String value() {
        return switch (random.nextInt(20)) {
            case 0 -> "x".repeat(100_000);
            case 1 -> "two words";
            case 2, 3, 4, 5, 6, 7, 8, 9, 10 -> String.valueOf(random.nextInt(4));
            default -> "x" + random.nextInt(3);
        };
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(100)];
        random.nextBytes(bytes);
        return bytes;
    }

    private Form form(Profile profile, String type, String address) {
        Map<String, String> fields = new HashMap<>();
        FIELDS.forEach(field -> {
            if (random.nextInt(3) > 0) {
                fields.put(field, value());
            }
        });
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            rows.add(random.nextBoolean() ? Map.of("reference", "r" + i) : Map.of("other", "o"));
        }
        return new Form(
                profile.code(),
                random.nextInt(20) == 0 ? "OTHER" : type,
                random.nextInt(20) == 0 ? "NA.IT" : "NA.FR",
                random.nextInt(20) == 0 ? "NA.IT" : random.nextInt(4) == 0 ? "NA.CN" : address,
                "N" + ++numbers,
                random.nextInt(3) == 0 ? "N1" : "",
                NOW,
                fields,
                rows);
    }
}
