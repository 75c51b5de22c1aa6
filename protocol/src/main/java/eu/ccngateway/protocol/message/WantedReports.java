package eu.ccngateway.protocol.message;

import java.util.EnumSet;
import java.util.Set;

/** The reports a sender asks for, as the number in {@code Header.reports}. */
public enum WantedReports {
    COA(1),
    COD(2),
    EXCEPTION(4),
    EXPIRATION(8);

    /** All of them: what is asked for unless said otherwise. */
    public static final int ALL = 15;

    /** Not a report, but the leave to tell of several messages in one. */
    public static final int TOGETHER = 16;

    private final int bit;

    WantedReports(int bit) {
        this.bit = bit;
    }

    public int bit() {
        return bit;
    }

    public boolean isIn(int reports) {
        return (reports & bit) != 0;
    }

    public static int bits(Set<WantedReports> wanted) {
        return wanted.stream().mapToInt(WantedReports::bit).sum();
    }

    public static Set<WantedReports> of(int reports) {
        EnumSet<WantedReports> wanted = EnumSet.noneOf(WantedReports.class);
        for (WantedReports report : values()) {
            if (report.isIn(reports)) {
                wanted.add(report);
            }
        }
        return wanted;
    }
}
