package eu.ccngateway.gateway.session;

import com.google.protobuf.ByteString;
import eu.ccngateway.protocol.message.NodeId;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Everyone who is connected. Thread-safe. */
public final class Sessions {

    private record Program(NodeId node, ByteString instance) {}

    private final Map<Program, Session> programs = new HashMap<>();
    private final Set<Session> all = new LinkedHashSet<>();
    private final int connectionsMax;

    Sessions(int connectionsMax) {
        this.connectionsMax = connectionsMax;
    }

    /**
     * Lets a session in. A newer connection of the same program fences the older one: it is returned, to be ended. Throws
     * when this one is the older, or one too many.
     */
    synchronized Optional<Session> enter(Session session, int perNodeMax) {
        Program program = new Program(session.node(), session.who().instance());
        Session older = programs.get(program);
        if (older != null
                && Long.compareUnsigned(older.who().epoch(), session.who().epoch()) >= 0) {
            throw new RefusedException(
                    RefusalCode.FENCED,
                    "epoch: " + Long.toUnsignedString(session.who().epoch()) + " (expected: above "
                            + Long.toUnsignedString(older.who().epoch()) + ", which is connected already)");
        }
        long ofNode = all.stream()
                .filter(other -> other.node().equals(session.node()) && other != older)
                .count();
        if (ofNode >= perNodeMax || all.size() >= connectionsMax && older == null) {
            throw new RefusedException(
                    RefusalCode.TOO_MANY_CONNECTIONS,
                    session.node() + ": " + ofNode + " connections, " + all.size() + " in all (expected: below "
                            + perNodeMax + " and " + connectionsMax + ")");
        }
        programs.put(program, session);
        all.add(session);
        return Optional.ofNullable(older);
    }

    synchronized void leave(Session session) {
        all.remove(session);
        programs.remove(new Program(session.node(), session.who().instance()), session);
    }

    public synchronized List<Session> list() {
        return new ArrayList<>(all);
    }

    /** Ends every session for which there is a reason now. */
    public void endWhere(Function<Session, Optional<RefusedException>> reason) {
        for (Session session : list()) {
            reason.apply(session).ifPresent(session::disconnect);
        }
    }
}
