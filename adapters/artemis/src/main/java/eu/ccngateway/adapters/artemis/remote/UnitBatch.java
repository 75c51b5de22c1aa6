package eu.ccngateway.adapters.artemis.remote;

import eu.ccngateway.gateway.queue.UnitOfWork;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Units of work that share one transaction of the broker, and what is known about it. */
final class UnitBatch {

    private static final Logger LOG = LoggerFactory.getLogger(UnitBatch.class);

    /** Answers that say something about the connection, nothing about what was asked. */
    private static final Set<ActiveMQExceptionType> CONNECTION = EnumSet.of(
            ActiveMQExceptionType.CONNECTION_TIMEDOUT,
            ActiveMQExceptionType.NOT_CONNECTED,
            ActiveMQExceptionType.DISCONNECTED,
            ActiveMQExceptionType.REMOTE_DISCONNECT,
            ActiveMQExceptionType.UNBLOCKED,
            ActiveMQExceptionType.OBJECT_CLOSED,
            ActiveMQExceptionType.TRANSACTION_OUTCOME_UNKNOWN);

    private final List<PendingUnit> units;
    /** Until it is written no number proves that it was kept. */
    private long number = Long.MAX_VALUE;

    private @Nullable ActiveMQException refusal;

    UnitBatch(List<PendingUnit> units) {
        this.units = units;
    }

    /** Whether the broker said this because of the connection, or because it is going down. */
    static boolean isAboutConnection(ActiveMQException answer) {
        return CONNECTION.contains(answer.getType());
    }

    /** Writes and commits. If that throws, whether it was kept is told by the next token. */
    void write(BrokerConnection connection, UnitToken token) throws ActiveMQException {
        number = token.number() + 1;
        try {
            for (PendingUnit unit : units) {
                for (RemoteTaken removal : unit.removals) {
                    removal.message.individualAcknowledge();
                }
                for (UnitOfWork.Append append : unit.work.appends()) {
                    connection.send(append.queue(), append.entry());
                }
            }
            token.pass();
            connection.session().commit();
        } catch (ActiveMQException e) {
            refusal = isAboutConnection(e) ? null : e;
            throw e;
        }
        units.forEach(PendingUnit::kept);
    }

    /**
     * Settles what was in doubt.
     *
     * @param last the number of the last transaction that was kept
     * @return what was not kept and may be tried again, in order
     */
    List<PendingUnit> resolve(long last, long nowNanos) {
        boolean kept = last >= number;
        List<PendingUnit> again = new ArrayList<>();
        for (PendingUnit unit : units) {
            if (unit.isSettled()) {
                LOG.warn("unit of work {}, given up when closing, was {}kept", unit.work.id(), kept ? "" : "not ");
            } else if (kept) {
                unit.kept();
            } else if (!unit.removals.isEmpty()) {
                unit.notKept("the connection to the broker broke, and with it went what it was to remove", refusal);
            } else if (refusal != null && units.size() == 1) {
                unit.notKept("the broker refused it: " + refusal.getMessage(), refusal);
            } else if (unit.isOverdue(nowNanos)) {
                unit.notKept("the broker did not keep it in time", refusal);
            } else {
                again.add(unit);
                if (refusal != null) {
                    unit.retryAlone();
                }
            }
        }
        return again;
    }

    boolean isSettled() {
        return units.stream().allMatch(PendingUnit::isSettled);
    }

    /** Gives up waiting for those that are overdue. */
    void abandonOverdue(long nowNanos, String reason) {
        for (PendingUnit unit : units) {
            if (unit.isOverdue(nowNanos)) {
                unit.unknown(reason);
            }
        }
    }

    void abandon(String reason) {
        units.forEach(unit -> unit.unknown(reason));
    }
}
