package eu.ccngateway.gateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentSeriesTest {

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-31T10:00:00Z"));

    private SegmentSeries series() {
        SegmentSeries.Limits limits = new SegmentSeries.Limits(Duration.ofDays(10), 100_000, 20_000);
        return new SegmentSeries(directory, SegmentFile.Kind.PAYLOAD, limits, clock, FileChannel::open);
    }

    @Test
    void dropsTheOldestFirstWhenThereAreTooManyBytes() throws Exception {
        try (SegmentSeries series = series()) {
            for (int i = 0; i < 400; i++) {
                series.append(TestNetwork.archived(i, 0, new byte[1000]));
                if (i % 4 == 0) {
                    series.sync();
                }
            }
            series.sync();
            assertThat(series.segments())
                    .first()
                    .satisfies(first -> assertThat(first.sequence()).isGreaterThan(10));
            long bytes = 0;
            for (SegmentFile segment : series.segments()) {
                bytes += Files.size(segment.path());
                assertThat(Files.size(segment.path())).isLessThan(25_000);
            }
            assertThat(bytes).isBetween(80_000L, 125_000L);
        }
    }

    @Test
    void beginsASegmentADayAndGoesOnWithItAfterRestart() throws Exception {
        for (int hour = 0; hour < 48; hour += 6) {
            try (SegmentSeries series = series()) {
                series.open();
                series.append(TestNetwork.archived(hour, 0, new byte[10]));
                series.sync();
            }
            clock.move(Duration.ofHours(6));
        }
        try (SegmentSeries series = series()) {
            series.open();
            assertThat(series.segments())
                    .extracting(segment -> segment.path().getFileName().toString())
                    .containsExactly(
                            "payload-00000001-20260131.seg",
                            "payload-00000002-20260201.seg",
                            "payload-00000003-20260202.seg");
        }
    }
}
