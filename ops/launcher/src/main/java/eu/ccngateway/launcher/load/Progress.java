package eu.ccngateway.launcher.load;

import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.loadtest.account.Quantiles;
import eu.ccngateway.loadtest.account.Stage;
import eu.ccngateway.loadtest.watch.Sample;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A line on stderr that says how a run goes: overwritten every second on a terminal, added every five elsewhere. */
final class Progress {

    private static final int EVERY = 5;
    private static final int BAR = 20;

    private final Console console;
    private final double seconds;
    private final boolean isTerminal = System.console() != null;
    private int count;

    /** @param seconds the run is to take; 0 if that is not known */
    Progress(Console console, double seconds) {
        this.console = console;
        this.seconds = seconds;
    }

    void show(Sample sample) {
        String line = String.format(
                Locale.ROOT,
                "%s%5.0f s  %,8.0f/s delivered  p99 CoA %s, CoD %s  %,8d in flight%s",
                bar(sample.second()),
                sample.second(),
                sample.deliveredPerSecond(),
                p99(sample.latencies().get(Stage.COA)),
                p99(sample.latencies().get(Stage.COD)),
                sample.inFlight(),
                sample.isMeasured() ? "" : "  (not measured)");
        if (isTerminal) {
            console.err().printf("\r%-120s", line);
        } else if (count++ % EVERY == 0) {
            console.note(line);
        }
    }

    /** The next line is another one. */
    void end() {
        if (isTerminal) {
            console.note("");
        }
    }

    private String bar(double second) {
        if (seconds <= 0) {
            return "";
        }
        int done = (int) Math.min(BAR, BAR * second / seconds);
        return "[" + "#".repeat(done) + ".".repeat(BAR - done) + "] ";
    }

    private static String p99(@Nullable Quantiles quantiles) {
        return quantiles == null || quantiles.count() == 0
                ? "-"
                : String.format(Locale.ROOT, "%.1f ms", quantiles.p99());
    }
}
