package eu.ccngateway.launcher.drill;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** Stops and starts the components of a network as a plan says, and writes down what it did. */
final class Injector {

    private static final long TICK_MS = 20;
    private static final Duration REVIVE_AFTER = Duration.ofSeconds(2);

    private record Step(Instant at, Outage outage, boolean isBegin) {}

    private final DrillNetwork network;
    private final InjectorLog log;
    private final Calendar calendar;
    private final Clock clock;
    private final Consumer<String> progress;
    private final Map<String, Integer> holds = new HashMap<>();
    private final Map<String, Instant> startedAt = new HashMap<>();
    private final BlockingQueue<String> back = new LinkedBlockingQueue<>();

    Injector(DrillNetwork network, InjectorLog log, Calendar calendar, Clock clock, Consumer<String> progress) {
        this.network = network;
        this.log = log;
        this.calendar = calendar;
        this.clock = clock;
        this.progress = progress;
    }

    /** A component came back. Any thread. */
    void back(String component, Instant at) {
        back.add(component);
    }

    /** Lives through the plan; returns at its end. */
    void run(DrillPlan plan, Function<Instant, Instant> realOf) throws IOException, InterruptedException {
        List<Step> steps = new ArrayList<>();
        for (Outage outage : plan.outages()) {
            steps.add(new Step(realOf.apply(outage.from()), outage, true));
            steps.add(new Step(realOf.apply(outage.until()), outage, false));
        }
        steps.sort(Comparator.comparing(Step::at));
        Instant end = realOf.apply(plan.until());
        int next = 0;
        while (clock.instant().isBefore(end)) {
            while (next < steps.size() && !steps.get(next).at.isAfter(clock.instant())) {
                take(steps.get(next));
                next++;
            }
            String isBack = back.poll(TICK_MS, TimeUnit.MILLISECONDS);
            if (isBack != null) {
                calendar.end(isBack);
                progress.accept(isBack + " is back");
            }
            revive();
        }
    }

    private void take(Step step) throws IOException {
        Outage outage = step.outage;
        if (step.isBegin) {
            progress.accept(outage.name() + ": " + String.join(", ", outage.components()));
            for (String component : outage.components()) {
                if (holds.merge(component, 1, Integer::sum) == 1) {
                    log.stopped(component, outage.name(), outage.how(), clock.instant());
                    network.component(component).stop(outage.how());
                }
            }
            calendar.start(outage);
        } else {
            for (String component : outage.components()) {
                if (holds.merge(component, -1, Integer::sum) == 0) {
                    network.component(component).resume();
                    startedAt.put(component, clock.instant());
                    log.released(component, clock.instant());
                    if (outage.how() == How.STALL) {
                        back.add(component);
                    }
                }
            }
        }
    }

    /** An application that was started while there was no gateway has given up, and is started once more. */
    private void revive() {
        startedAt.replaceAll((component, at) -> {
            boolean isDue = Duration.between(at, clock.instant()).compareTo(REVIVE_AFTER) > 0;
            if (isDue
                    && holds.getOrDefault(component, 0) == 0
                    && !network.component(component).isAlive()) {
                network.component(component).start();
                return clock.instant();
            }
            return at;
        });
    }
}
