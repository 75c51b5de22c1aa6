package eu.ccngateway.loadtest.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrafficProfileTest {

    private static double share(List<TrafficProfile.Card> cards, String application) {
        return cards.stream()
                        .filter(card -> card.application().equals(application))
                        .count()
                / (double) cards.size();
    }

    @Test
    void anyStretchOfTheDeckHasTheSharesOfTheWhole() {
        TrafficProfile europe = ProfileFile.read("europe");
        List<TrafficProfile.Card> deck = europe.deck();

        for (int from : List.of(0, 12_345, 70_000)) {
            List<TrafficProfile.Card> stretch = deck.subList(from, from + 5_000);
            assertThat(share(stretch, "NCTS")).isCloseTo(116.0 / 288, within(0.01));
            assertThat(share(stretch, "ECS")).isCloseTo(76.0 / 288, within(0.01));
            assertThat(share(stretch, "ICS")).isCloseTo(96.0 / 288, within(0.01));
        }
        assertThat(deck.stream().filter(card -> card.priority() == 9).count() / (double) deck.size())
                .isCloseTo(0.02, within(0.001));
    }

    @Test
    void spreadsOverMoreApplicationsOnRequest() {
        TrafficProfile spread = ProfileFile.read("transit").over(3);

        assertThat(spread.applications()).containsExactly("NCTS", "A02", "A03");
        assertThat(share(spread.deck(), "A03")).isCloseTo(1.0 / 3, within(0.001));
    }
}
