package eu.ccngateway.loadtest.traffic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * The traffic of a run, as its YAML file declares it.
 *
 * @param mix shares of applications and, within, of message types
 * @param priorities share of each priority, 0 to 9
 */
public record TrafficProfile(
        String name,
        String description,
        List<Kind> mix,
        List<Double> priorities,
        Sizes sizes,
        Destinations destinations,
        Rhythm rhythm) {

    private static final int DECK = 100_000;
    private static final int PRIORITIES = 10;
    private static final long SEED = 6_902;

    /** Whom a node sends to. */
    public enum Destinations {
        /** Each always to the same one, the next in the list. */
        NEXT,
        /** Each to all others in turn. */
        ALL
    }

    /**
     * Messages of one type.
     *
     * @param share of all messages, relative to the other shares
     */
    public record Kind(String application, String type, double share) {}

    /** One message to be made. */
    public record Card(String application, String type, int priority) {}

    public TrafficProfile {
        mix = List.copyOf(mix);
        priorities = List.copyOf(priorities);
        if (mix.stream().mapToDouble(Kind::share).sum() <= 0 || mix.stream().anyMatch(kind -> kind.share < 0)) {
            throw new IllegalArgumentException("applications: " + mix + " (expected: at least one share above 0)");
        }
        if (priorities.size() != PRIORITIES
                || priorities.stream().mapToDouble(Double::doubleValue).sum() <= 0
                || priorities.stream().anyMatch(share -> share < 0)) {
            throw new IllegalArgumentException(
                    "priorities: " + priorities + " (expected: shares of the priorities 0 to 9, at least one above 0)");
        }
    }

    public TrafficProfile withSizes(Sizes other) {
        return new TrafficProfile(name, description, mix, priorities, other, destinations, rhythm);
    }

    public TrafficProfile withMix(List<Kind> other) {
        return new TrafficProfile(name, description, other, priorities, sizes, destinations, rhythm);
    }

    public TrafficProfile withDestinations(Destinations other) {
        return new TrafficProfile(name, description, mix, priorities, sizes, other, rhythm);
    }

    /** The same messages shared out among so many applications, the further ones named A02, A03, ... */
    public TrafficProfile over(int applications) {
        List<Kind> kinds = new ArrayList<>(mix);
        for (int i = applications().size() + 1; i <= applications; i++) {
            String name = String.format(Locale.ROOT, "A%02d", i);
            kinds.add(new Kind(name, "CD001C-MSG." + name, mix.get(0).share));
        }
        return withMix(kinds);
    }

    public List<String> applications() {
        return mix.stream().map(Kind::application).distinct().toList();
    }

    /**
     * Messages in the declared shares, dealt from front to back, and again: each kind is spread evenly, so that any stretch
     * of the deck has the shares of the whole.
     */
    public List<Card> deck() {
        double kinds = mix.stream().mapToDouble(Kind::share).sum();
        double urgencies = priorities.stream().mapToDouble(Double::doubleValue).sum();
        Random random = new Random(SEED);
        List<Place> places = new ArrayList<>();
        for (Kind kind : mix) {
            for (int priority = 0; priority < PRIORITIES; priority++) {
                double share = kind.share / kinds * priorities.get(priority) / urgencies;
                Card card = new Card(kind.application, kind.type, priority);
                long count = Math.round(share * DECK);
                double first = random.nextDouble();
                for (long i = 0; i < count; i++) {
                    places.add(new Place((i + first) / count, card));
                }
            }
        }
        if (places.isEmpty()) {
            throw new IllegalArgumentException(name + ": every share is too small (expected: one in " + DECK + ")");
        }
        return places.stream()
                .sorted(Comparator.comparingDouble(Place::at))
                .map(Place::card)
                .toList();
    }

    private record Place(double at, Card card) {}
}
