package eu.ccngateway.monitoring.calendar;

import java.time.Instant;
import java.util.List;

/**
 * When a stop counts as scheduled: announced so many working days before it begins and, where that is asked for, agreed
 * between the announcement and the beginning.
 */
public record NoticeRule(int workingDays, boolean isAgreementNeeded, WorkingDays days) {

    boolean isInTime(Stretch stretch) {
        return !stretch.announced().isAfter(days.before(stretch.from(), workingDays));
    }

    boolean isKept(Stretch stretch, List<Instant> agreements) {
        return isInTime(stretch)
                && (!isAgreementNeeded
                        || agreements.stream()
                                .anyMatch(at -> !at.isBefore(stretch.announced()) && !at.isAfter(stretch.from())));
    }
}
