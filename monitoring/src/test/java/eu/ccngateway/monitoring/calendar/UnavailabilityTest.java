package eu.ccngateway.monitoring.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnavailabilityTest {

    private static final WorkingDays DAYS =
            new WorkingDays(ZoneId.of("Europe/Brussels"), Set.of(LocalDate.of(2019, 4, 19), LocalDate.of(2019, 4, 22)));
    private static final NoticeRule RULE = new NoticeRule(5, true, DAYS);
    private static final NoticeRule WITHOUT_AGREEMENT = new NoticeRule(5, false, DAYS);

    private static Instant at(String text) {
        return Instant.parse(text);
    }

    /** A release in the night from a Saturday to a Sunday. */
    private static Unavailability announced(String when) {
        return Unavailability.of(
                "UA-1",
                new Announcement(
                        "CCN_CSI",
                        Type.S,
                        at("2019-05-11T22:00:00Z"),
                        Optional.of(at("2019-05-12T02:00:00Z")),
                        Cause.RELEASE,
                        Party.NETWORK,
                        ""),
                at(when));
    }

    @Test
    void countsWhenToldFiveWorkingDaysBeforeAndAgreed() {
        Unavailability inTime = announced("2019-05-05T22:00:00Z");

        assertThat(inTime.scheduled(RULE)).as("nobody agreed").isEmpty();
        assertThat(inTime.agreedAt(at("2019-05-11T22:00:01Z")).scheduled(RULE))
                .as("agreed too late")
                .isEmpty();
        assertThat(inTime.agreedAt(at("2019-05-11T22:00:00Z")).scheduled(RULE)).hasSize(1);
        assertThat(announced("2019-05-05T22:00:01Z").scheduled(WITHOUT_AGREEMENT))
                .as("told a second late")
                .isEmpty();
    }

    @Test
    void doesNotCountHolidaysAsNotice() {
        assertThat(DAYS.before(at("2019-04-24T10:00:00Z"), 2)).isEqualTo(at("2019-04-18T10:00:00Z"));
    }

    @Test
    void keepsTheTimeOfDayWhereClocksWereChangedInBetween() {
        assertThat(DAYS.before(at("2019-04-01T10:00:00Z"), 1)).isEqualTo(at("2019-03-29T11:00:00Z"));
    }

    @Test
    void countsAnExtensionFromWhenItWasTold() {
        Unavailability longer = announced("2019-04-01T00:00:00Z")
                .amended(at("2019-05-11T21:00:00Z"), at("2019-05-12T04:00:00Z"), at("2019-05-10T12:00:00Z"));

        assertThat(longer.scheduled(WITHOUT_AGREEMENT))
                .extracting(Stretch::from, Stretch::to)
                .containsExactly(tuple(at("2019-05-11T22:00:00Z"), at("2019-05-12T02:00:00Z")));
        assertThat(longer.stretches()).hasSize(3);
    }

    @Test
    void leavesWhatIsPastWhenItIsMovedOrWithdrawn() {
        Unavailability running = announced("2019-04-01T00:00:00Z");

        assertThat(running.withdrawnAt(at("2019-05-11T23:00:00Z")).scheduled(WITHOUT_AGREEMENT))
                .containsExactly(new Stretch(
                        at("2019-05-11T22:00:00Z"), at("2019-05-11T23:00:00Z"), at("2019-04-01T00:00:00Z")));
        assertThat(running.amended(at("2019-05-11T23:30:00Z"), at("2019-05-12T01:00:00Z"), at("2019-05-11T23:00:00Z"))
                        .scheduled(WITHOUT_AGREEMENT))
                .extracting(Stretch::from)
                .containsExactly(at("2019-05-11T22:00:00Z"), at("2019-05-11T23:30:00Z"));
    }

    @Test
    void refusesWhatCannotBe() {
        Instant from = at("2019-05-11T22:00:00Z");
        for (Optional<Instant> to :
                List.of(Optional.<Instant>empty(), Optional.of(from), Optional.of(from.plusSeconds(61)))) {
            assertThatThrownBy(() -> new Announcement("A", Type.S, from, to, Cause.RELEASE, Party.NETWORK, ""))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected");
        }
    }
}
