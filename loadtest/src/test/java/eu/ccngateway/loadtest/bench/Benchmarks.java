package eu.ccngateway.loadtest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks of this package; no part of the build, since the name does not end in Test. The properties
 * {@code bench} (a pattern), {@code bench.seconds} and {@code bench.result} (a JSON file) choose.
 */
class Benchmarks {

    @Test
    void run() throws Exception {
        int seconds = Integer.getInteger("bench.seconds", 1);
        OptionsBuilder options = new OptionsBuilder();
        options.include(StepBenchmark.class.getPackageName() + ".*" + System.getProperty("bench", ""))
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(seconds))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(seconds))
                .shouldFailOnError(true);
        String result = System.getProperty("bench.result");
        if (result != null) {
            options.result(result).resultFormat(org.openjdk.jmh.results.format.ResultFormatType.JSON);
        }

        assertThat(new Runner(options.build()).run()).isNotEmpty();
    }
}
