package eu.ccngateway.loadtest.account;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.loadtest.account.Account.Number;
import eu.ccngateway.protocol.message.MessageId;
import org.junit.jupiter.api.Test;

class AccountTest {

    private static final int PRIORITY = 5;
    private static final long MS_NANOS = 1_000_000;

    private final Account account = new Account(77, 2, 2);

    private void wholeWay(int sender, long number) {
        account.sent(sender, number * MS_NANOS);
        account.reached(Stage.ACCEPTED, sender, number, (number + 1) * MS_NANOS);
        account.reached(Stage.COA, sender, number, (number + 2) * MS_NANOS);
        account.delivered(0, PRIORITY, new Number(sender, number), (number + 3) * MS_NANOS);
        account.reached(Stage.COD, sender, number, (number + 4) * MS_NANOS);
    }

    @Test
    void isWholeWhenEveryMessageHasGoneAllTheWay() {
        account.measureFrom(0);
        for (int i = 0; i < 5_000; i++) {
            wholeWay(0, i);
            wholeWay(1, i);
        }

        assertThat(account.counts().faults()).isEmpty();
        assertThat(account.counts().isWhole()).isTrue();
        assertThat(account.isSettled()).isTrue();
        assertThat(account.open()).isZero();
        Quantiles cod = account.latencies().get(Stage.COD);
        assertThat(cod.count()).isEqualTo(10_000);
        assertThat(cod.p50()).isBetween(3.99, 4.01);
        assertThat(cod.p999()).isBetween(3.99, 4.01);
    }

    @Test
    void missesWhatWasAcceptedAndNeverCame() {
        wholeWay(0, 0);
        account.sent(0, MS_NANOS);
        account.reached(Stage.ACCEPTED, 0, 1, 2 * MS_NANOS);
        account.reached(Stage.COA, 0, 1, 2 * MS_NANOS);

        assertThat(account.counts().lost()).isEqualTo(1);
        assertThat(account.counts().isWhole()).isFalse();
        assertThat(account.isSettled()).isFalse();
        assertThat(account.missing(Stage.DELIVERED, 10))
                .containsExactly(account.id(0, 1).toHex());
    }

    @Test
    void countsASecondDeliveryAlsoLongAfterTheFirst() {
        for (int i = 0; i < 5_000; i++) {
            wholeWay(0, i);
        }
        account.delivered(0, PRIORITY, new Number(0, 3), 0);
        account.reached(Stage.COD, 0, 4_999, 0);

        assertThat(account.counts().duplicates()).isEqualTo(2);
        assertThat(account.counts().delivered()).isEqualTo(5_000);
        assertThat(account.counts().isWhole()).isFalse();
    }

    @Test
    void countsWhatWasNeverSent() {
        account.delivered(0, PRIORITY, new Number(0, 3), 0);

        assertThat(account.counts().isWhole()).isFalse();
    }

    @Test
    void seesDisorderWithinOneQueueAndPriorityOnly() {
        for (int i = 0; i < 4; i++) {
            account.sent(0, 0);
        }
        account.delivered(0, PRIORITY, new Number(0, 1), 0);
        account.delivered(1, PRIORITY, new Number(0, 0), 0);
        account.delivered(0, 9, new Number(0, 3), 0);
        assertThat(account.counts().outOfOrder()).isZero();

        account.delivered(1, PRIORITY, new Number(0, 2), 0);
        assertThat(account.counts().outOfOrder()).isZero();
        account.sent(0, 0);
        account.delivered(0, 9, new Number(0, 4), 0);
        assertThat(account.counts().outOfOrder()).isZero();
    }

    @Test
    void countsAnEarlierMessageBehindALaterOne() {
        account.sent(0, 0);
        account.sent(0, 0);
        account.delivered(0, PRIORITY, new Number(0, 1), 0);
        account.delivered(0, PRIORITY, new Number(0, 0), 0);

        assertThat(account.counts().outOfOrder()).isEqualTo(1);
        assertThat(account.beforeUrgent(0)).isNegative();
    }

    @Test
    void knowsWhatCameBeforeAnUrgentMessage() {
        for (int i = 0; i < 4; i++) {
            account.sent(0, 0);
        }
        account.delivered(1, PRIORITY, new Number(0, 0), 0);
        account.delivered(1, Account.URGENT, new Number(0, 2), 0);
        account.delivered(1, Account.URGENT, new Number(0, 3), 0);

        assertThat(account.beforeUrgent(1)).isEqualTo(1);
    }

    @Test
    void aRefusalIsAnAnswer() {
        wholeWay(0, 0);
        account.sent(0, 0);
        account.refused(0, 1, new IllegalStateException("QUEUE_FULL"));

        assertThat(account.counts().refused()).isEqualTo(1);
        assertThat(account.counts().isWhole()).isTrue();
        assertThat(account.missing(Stage.DELIVERED, 10)).isEmpty();
    }

    @Test
    void anyFaultFailsTheRun() {
        for (Account.Fault fault : Account.Fault.values()) {
            Account other = new Account(1, 1, 1);
            other.fault(fault, "on purpose");
            assertThat(other.counts().isWhole()).as("%s", fault).isFalse();
        }
    }

    @Test
    void measuresOnlyWhatWasDueWithinTheTime() {
        account.measureFrom(1_000 * MS_NANOS);
        account.measureTo(2_000 * MS_NANOS);
        for (int i = 0; i < 3_000; i++) {
            wholeWay(0, i);
        }

        assertThat(account.latencies().get(Stage.COA).count()).isEqualTo(1_000);
    }

    @Test
    void leavesOutWhoDisturbs() {
        account.measureFrom(0);
        account.leaveOut(0);
        wholeWay(0, 0);
        wholeWay(1, 0);

        assertThat(account.latencies().get(Stage.COA).count()).isEqualTo(1);
    }

    @Test
    void knowsItsOwnMessages() {
        MessageId mine = account.id(1, 9_999_999_999L);

        assertThat(account.isMine(mine)).isTrue();
        assertThat(Account.senderOf(mine)).isEqualTo(1);
        assertThat(Account.numberOf(mine)).isEqualTo(9_999_999_999L);
        assertThat(account.isMine(new Account(78, 2, 2).id(1, 0))).isFalse();
        assertThat(account.strays()).isEqualTo(1);
    }
}
