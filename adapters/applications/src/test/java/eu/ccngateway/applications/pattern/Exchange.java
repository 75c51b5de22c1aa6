package eu.ccngateway.applications.pattern;

import eu.ccngateway.applications.catalogue.Catalogue;
import eu.ccngateway.applications.catalogue.Profile;
import eu.ccngateway.applications.conversation.Act;
import eu.ccngateway.applications.conversation.Application;
import eu.ccngateway.applications.conversation.Change;
import eu.ccngateway.applications.conversation.Incoming;
import eu.ccngateway.applications.conversation.Outgoing;
import eu.ccngateway.applications.conversation.Reaction;
import eu.ccngateway.applications.runtime.Applications;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Applications of one profile that exchange messages without a network, so that a test can lose and repeat some. */
final class Exchange {

    private record Letter(String from, Outgoing outgoing) {}

    private final Profile profile;
    private final Map<String, Application> applications = new TreeMap<>();
    private final Deque<Letter> onTheWay = new ArrayDeque<>();
    private final Map<String, Instant> wakeAt = new HashMap<>();
    private final List<String> seen = new ArrayList<>();
    private final List<Outgoing> delivered = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private Predicate<Outgoing> lost = outgoing -> false;
    private Instant now = Instant.parse("2026-11-20T10:00:00Z");
    private int numbers;

    Exchange(String code, String... countries) {
        profile = Catalogue.builtIn().find(code).orElseThrow();
        for (String country : countries) {
            List<String> partners = new ArrayList<>();
            for (String other : countries) {
                if (!other.equals(country)) {
                    partners.add(profile.address(other));
                }
            }
            Party party = new Party(country, partners, () -> String.format("N%010d", ++numbers));
            Application application = new Applications(Map.of()).make(profile, party);
            applications.put(application.address(), application);
        }
    }

    Profile profile() {
        return profile;
    }

    <T extends Application> T application(String country, Class<T> type) {
        return type.cast(applications.get(profile.address(country)));
    }

    /** From now on such messages vanish. */
    void lose(Predicate<Outgoing> which) {
        lost = which;
    }

    String act(String country, String name, String movement, String... details) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < details.length; i += 2) {
            map.put(details[i], details[i + 1]);
        }
        String address = profile.address(country);
        Reaction reaction = applications.get(address).act(new Act(name, movement, map), now);
        take(address, reaction);
        deliver();
        return reaction.made().orElse("");
    }

    /** Hands over a payload as if it had come over the network. */
    Reaction hand(String country, String sender, String type, byte[] payload) {
        String address = profile.address(country);
        Incoming incoming = new Incoming(
                profile.onNetwork(type),
                sender + "@CUST." + sender.substring(sender.length() - 2),
                eu.ccngateway.applications.conversation.Kind.REQUEST,
                "id" + ++numbers,
                Optional.empty(),
                payload);
        Reaction reaction = applications.get(address).receive(incoming, now);
        take(address, reaction);
        return reaction;
    }

    void pass(Duration time) {
        now = now.plus(time);
        applications.forEach((address, application) -> {
            if (wakeAt.containsKey(address) && !wakeAt.get(address).isAfter(now)) {
                wakeAt.remove(address);
                take(address, application.tick(now));
            }
        });
        deliver();
    }

    private void take(String address, Reaction reaction) {
        reaction.outgoing().forEach(outgoing -> onTheWay.add(new Letter(address, outgoing)));
        changes.addAll(reaction.changes());
        reaction.wakeAt().ifPresent(at -> wakeAt.put(address, at));
    }

    void deliver() {
        for (Letter letter = onTheWay.poll(); letter != null; letter = onTheWay.poll()) {
            Outgoing outgoing = letter.outgoing();
            if (lost.test(outgoing)) {
                continue;
            }
            seen.add(country(letter.from()) + ">" + country(outgoing.to()) + " " + outgoing.name());
            delivered.add(outgoing);
            report(letter, HearsReports.Fate.DELIVERED);
            Incoming incoming = new Incoming(
                    outgoing.type(),
                    letter.from() + "@CUST." + country(letter.from()),
                    outgoing.kind(),
                    "id" + ++numbers,
                    Optional.empty(),
                    outgoing.payload());
            Application receiver = applications.get(outgoing.to());
            if (receiver != null) {
                take(outgoing.to(), receiver.receive(incoming, now));
            }
        }
    }

    private void report(Letter letter, HearsReports.Fate fate) {
        if (applications.get(letter.from()) instanceof HearsReports hearing) {
            take(
                    letter.from(),
                    hearing.reported(
                            letter.outgoing().identification(),
                            letter.outgoing().to(),
                            fate,
                            now));
        }
    }

    private static String country(String address) {
        return address.substring(address.length() - 2);
    }

    /** What went where, {@code DE>EC PART}. */
    List<String> seen() {
        return seen;
    }

    List<Outgoing> delivered() {
        return delivered;
    }

    /** The states that were entered. */
    List<String> states() {
        return changes.stream().map(Change::to).toList();
    }

    Form last(String type) throws FormInvalid {
        Outgoing found = delivered.stream()
                .filter(outgoing -> outgoing.name().equals(type))
                .reduce((first, second) -> second)
                .orElseThrow();
        return Form.read(found.payload());
    }
}
