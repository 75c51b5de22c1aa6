package eu.ccngateway.loadtest.rival;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What the rounds of a comparison come to. Medians; the spread of the ratio is from the smallest to the largest. */
public record Outcome(String peer, List<Comparison.Round> rounds) {

    public Outcome {
        rounds = List.copyOf(rounds);
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException("rounds: none (expected: at least 1)");
        }
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private List<Double> of(ToDoubleFunction<Comparison.Round> value) {
        return rounds.stream().mapToDouble(value).boxed().toList();
    }

    public double ratio() {
        return median(of(Comparison.Round::ratio));
    }

    /** Whether every message of ours is accounted for in every round. */
    public boolean isWhole() {
        return rounds.stream().allMatch(round -> round.ours().isWhole());
    }

    public Map<String, Object> json() {
        List<Double> ratios = of(Comparison.Round::ratio);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("peer", peer);
        json.put("ratio", ratio());
        json.put("ratioMin", ratios.stream().min(Double::compare).orElse(0.0));
        json.put("ratioMax", ratios.stream().max(Double::compare).orElse(0.0));
        json.put("oursPerSecond", median(of(round -> round.ours().throughputPerSecond())));
        json.put("theirsPerSecond", median(of(round -> round.theirs().perSecond())));
        json.put("rounds", rounds.size());
        return json;
    }
}
