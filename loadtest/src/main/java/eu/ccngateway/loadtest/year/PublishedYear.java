package eu.ccngateway.loadtest.year;

import eu.ccngateway.loadtest.traffic.Rhythm;
import eu.ccngateway.loadtest.traffic.Sizes;
import eu.ccngateway.loadtest.traffic.TrafficProfile;
import eu.ccngateway.loadtest.traffic.TrafficProfile.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was published about a year: messages and volume; for 2019 also by how much each of seven applications had grown.
 * No share of any application was ever published, so the shares of 2018 are declared here, and what is left of 2019's
 * growth falls to the applications that nobody named.
 *
 * @param millions of messages
 * @param terabytes of 10^12 bytes
 */
public record PublishedYear(int year, double millions, double terabytes) {

    /** Seconds of a common year; all three are. */
    public static final long SECONDS = 365L * 86_400;

    private static final List<PublishedYear> ALL = List.of(
            new PublishedYear(2017, 4_348, 22.89),
            new PublishedYear(2018, 5_789, 29.08),
            new PublishedYear(2019, 6_902, 32.23));

    private static final String OTHERS = "OTHER";
    private static final double MEDIAN_OF_MEAN = 0.51;
    private static final int BYTES_MAX = 262_144;

    /**
     * An application.
     *
     * @param share of the messages of 2018, declared
     * @param growth of its messages from 2018 to 2019, published; empty for those not named
     */
    public record Application(String name, double share, Optional<Double> growth) {}

    /** Declared so that all growths, with a like one for the unnamed, come to the published total. */
    public static final List<Application> APPLICATIONS = List.of(
            new Application("NCTS", 0.09, Optional.of(-0.0087)),
            new Application("ECS", 0.07, Optional.of(0.0011)),
            new Application("ICS", 0.10, Optional.of(0.0388)),
            new Application("EOS", 0.45, Optional.of(0.4206)),
            new Application("SMS", 0.04, Optional.of(0.0821)),
            new Application("EBTI", 0.02, Optional.of(-0.0518)),
            new Application("SURV", 0.08, Optional.of(-0.4388)),
            new Application(OTHERS, 0.15, Optional.empty()));

    public static PublishedYear of(int year) {
        return ALL.stream()
                .filter(published -> published.year == year)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("year: " + year + " (expected: 2017, 2018 or 2019)"));
    }

    public double messages() {
        return millions * 1e6;
    }

    public double bytes() {
        return terabytes * 1e12;
    }

    public double meanBytes() {
        return bytes() / messages();
    }

    /** Share of each application in this year's messages. For 2017, of which nothing is known, as in 2018. */
    public Map<String, Double> shares() {
        Map<String, Double> shares = new LinkedHashMap<>();
        for (Application application : APPLICATIONS) {
            shares.put(
                    application.name,
                    year == 2019 ? application.share * (1 + growth(application)) / total() : application.share);
        }
        return shares;
    }

    /** Messages of 2019 against those of 2018. */
    private static double total() {
        return of(2019).millions / of(2018).millions;
    }

    /** The published growth; for the unnamed ones what is left of the total. */
    public static double growth(Application application) {
        if (application.growth.isPresent()) {
            return application.growth.get();
        }
        double named = 0;
        for (Application other : APPLICATIONS) {
            named += other.growth.isPresent() ? other.share * (1 + other.growth.get()) : 0;
        }
        return (total() - named) / application.share - 1;
    }

    /** The year's traffic. */
    public TrafficProfile profile(Rhythm rhythm) {
        List<Kind> mix = new ArrayList<>();
        shares().forEach((name, share) -> mix.add(new Kind(name, "CD000-MSG." + name, share)));
        List<Double> priorities = new ArrayList<>(Collections.nCopies(10, 0.0));
        priorities.set(5, 1.0);
        int mean = (int) Math.round(meanBytes());
        return new TrafficProfile(
                "year-" + year,
                "the messages of " + year + " in the published volume and the declared mix",
                mix,
                priorities,
                Sizes.lognormal(mean, (int) (mean * MEDIAN_OF_MEAN), BYTES_MAX),
                TrafficProfile.Destinations.ALL,
                rhythm);
    }
}
