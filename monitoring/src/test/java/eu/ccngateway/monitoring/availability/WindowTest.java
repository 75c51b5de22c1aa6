package eu.ccngateway.monitoring.availability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {

    private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
    private static final Set<DayOfWeek> ALL = EnumSet.allOf(DayOfWeek.class);
    private static final Set<DayOfWeek> WORKING = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

    private static int count(Window window, Span span) {
        int count = 0;
        for (boolean counts : window.minutes(span)) {
            count += counts ? 1 : 0;
        }
        return count;
    }

    @ParameterizedTest
    @CsvSource({
        "2017, 525600, 284700, 202800",
        "2018, 525600, 284700, 203580",
        "2019, 525600, 284700, 203580",
        "2020, 527040, 285480, 204360"
    })
    void hasTheMinutesOfAYear(int year, int always, int days, int workingDays) {
        Span span = Span.ofYear(year, BRUSSELS);

        assertThat(count(new Window("a", ALL, 0, 1440, Set.of(), BRUSSELS), span))
                .isEqualTo(always);
        assertThat(count(new Window("d", ALL, 420, 1200, Set.of(), BRUSSELS), span))
                .isEqualTo(days);
        assertThat(count(new Window("w", WORKING, 420, 1200, Set.of(), BRUSSELS), span))
                .isEqualTo(workingDays);
    }

    @Test
    void hasTheMinutesClocksShowWhenTheyAreChanged() {
        Window night = new Window("night", ALL, 150, 240, Set.of(), BRUSSELS);
        Span spring = Span.of(YearMonth.of(2019, 3), BRUSSELS);
        Span autumn = Span.of(YearMonth.of(2019, 10), BRUSSELS);

        assertThat(spring.length()).isEqualTo(31 * 1440 - 60);
        assertThat(count(night, spring))
                .as("02:30 to 03:00 was never shown on the 31st")
                .isEqualTo(31 * 90 - 30);
        assertThat(autumn.length()).isEqualTo(31 * 1440 + 60);
        assertThat(count(night, autumn))
                .as("02:30 to 03:00 was shown twice on the 27th")
                .isEqualTo(31 * 90 + 30);
    }

    @Test
    void leavesHolidaysOut() {
        Set<LocalDate> holidays = Set.of(LocalDate.of(2019, 12, 25), LocalDate.of(2019, 12, 28));
        Window window = new Window("w", WORKING, 420, 1200, holidays, BRUSSELS);

        assertThat(count(window, Span.ofYear(2019, BRUSSELS))).isEqualTo(260 * 780);
    }
}
