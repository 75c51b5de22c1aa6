package eu.ccngateway.loadtest.rival;

import eu.ccngateway.loadtest.account.Stage;
import eu.ccngateway.loadtest.run.LoadPlan;
import eu.ccngateway.loadtest.run.LoadResult;
import eu.ccngateway.loadtest.run.LoadRun;
import eu.ccngateway.loadtest.run.Network;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Rounds in turn: the gateway, the rival, the gateway, the rival. Whoever begins changes from round to round, so that what
 * the machine does by itself meets both. A round before the first warms both up and does not count.
 */
public final class Comparison {

    private final LoadPlan plan;
    private final Network network;
    private final Rival rival;
    private final long generator;
    private final Consumer<Round> told;

    /**
     * One pair.
     *
     * @param ratio ours / theirs
     */
    public record Round(int number, LoadResult ours, RivalRound theirs, double ratio) {

        public Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("round", number);
            json.put("oursPerSecond", ours.throughputPerSecond());
            json.put("theirsPerSecond", theirs.perSecond());
            json.put("ratio", ratio);
            json.put("variant", theirs.variant());
            json.put("oursDeliveredP99Ms", ours.latency(Stage.DELIVERED).p99());
            json.put("oursCodP99Ms", ours.latency(Stage.COD).p99());
            json.put("theirsDeliveredP99Ms", theirs.p99Ms());
            Object cpu = ours.effort().get("gatewayCpuMicros");
            if (cpu != null) {
                json.put("gatewayCpuMicros", cpu);
            }
            if (theirs.brokerCpuMicros() >= 0) {
                json.put("brokerCpuMicros", theirs.brokerCpuMicros());
            }
            json.put("verified", ours.isWhole());
            return json;
        }
    }

    /** @param told every round, when it is over; the one that only warms up is number 0 */
    public Comparison(LoadPlan plan, Network network, Rival rival, long generator, Consumer<Round> told) {
        this.plan = plan;
        this.network = network;
        this.rival = rival;
        this.generator = generator;
        this.told = told;
    }

    /** @param firstRun a number that no earlier run on this network had; each round takes the next */
    public List<Round> run(int rounds, long firstRun) throws InterruptedException {
        List<Round> all = new ArrayList<>();
        for (int number = 0; number <= rounds; number++) {
            Round round = round(number, firstRun + number);
            told.accept(round);
            if (number > 0) {
                all.add(round);
            }
        }
        return all;
    }

    private Round round(int number, long run) throws InterruptedException {
        LoadResult ours;
        RivalRound theirs;
        if (number % 2 == 0) {
            ours = ours(run);
            theirs = theirs();
        } else {
            theirs = theirs();
            ours = ours(run);
        }
        return new Round(number, ours, theirs, ours.throughputPerSecond() / theirs.perSecond());
    }

    private LoadResult ours(long run) throws InterruptedException {
        return new LoadRun(plan, network, generator, second -> {}).run(run);
    }

    private RivalRound theirs() throws InterruptedException {
        Duration warmUp = plan.span().warmUp();
        return rival.round(warmUp, plan.span().duration());
    }
}
