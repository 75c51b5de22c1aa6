package eu.ccngateway.loadtest.run;

import eu.ccngateway.loadtest.account.Account;
import eu.ccngateway.loadtest.account.Stage;
import eu.ccngateway.node.Received;
import eu.ccngateway.node.Report;
import eu.ccngateway.protocol.message.MessageId;
import java.util.List;

/** What is done with what a queue hands over: looked at, counted, acknowledged. One a queue, since each has one thread. */
final class Taker {

    private final Account account;
    private final Letters letters;
    private final Recheck recheck;

    Taker(Account account, Letters letters, Recheck recheck) {
        this.account = account;
        this.letters = letters;
        this.recheck = recheck;
    }

    /** A message of a queue that is sent to. */
    void message(int queue, Received received) {
        long now = System.nanoTime();
        MessageId id = received.id();
        if (account.isMine(id)) {
            Account.Number message = new Account.Number(Account.senderOf(id), Account.numberOf(id));
            account.delivered(queue, received.message().priority(), message, now);
            if (!letters.isPayload(
                    message.sender(), message.number(), received.message().payload())) {
                account.fault(Account.Fault.WRONG_PAYLOAD, received.toString());
            }
            recheck.look(received);
        }
        received.acknowledge();
    }

    /** Whatever comes to a queue for reports. */
    void report(Received received, List<Sender> senders) {
        long now = System.nanoTime();
        received.report().ifPresentOrElse(report -> counted(report, now, received, senders), account::stray);
        received.acknowledge();
    }

    private void counted(Report report, long now, Received received, List<Sender> senders) {
        MessageId id = report.about().id();
        if (!account.isMine(id)) {
            return;
        }
        int sender = Account.senderOf(id);
        if (report instanceof Report.CoA) {
            account.reached(Stage.COA, sender, Account.numberOf(id), now);
        } else if (report instanceof Report.CoD) {
            account.reached(Stage.COD, sender, Account.numberOf(id), now);
            senders.get(sender).ended();
        } else {
            account.fault(Account.Fault.OTHER_REPORT, report.toString());
        }
        recheck.look(received);
    }
}
