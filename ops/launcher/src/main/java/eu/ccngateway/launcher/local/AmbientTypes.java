package eu.ccngateway.launcher.local;

import eu.ccngateway.applications.conversation.Act;
import eu.ccngateway.applications.conversation.Application;
import eu.ccngateway.applications.conversation.Incoming;
import eu.ccngateway.applications.conversation.Outgoing;
import eu.ccngateway.applications.conversation.Reaction;
import eu.ccngateway.applications.conversation.Stored;
import java.time.Instant;

/** An application whose types, and so its queues, are those of another project. */
record AmbientTypes(Application inside, String project) implements Application {

    @Override
    public String address() {
        return inside.address();
    }

    @Override
    public Reaction receive(Incoming message, Instant now) {
        return renamed(inside.receive(message, now));
    }

    @Override
    public Reaction act(Act act, Instant now) {
        return renamed(inside.act(act, now));
    }

    @Override
    public Reaction tick(Instant now) {
        return renamed(inside.tick(now));
    }

    @Override
    public void restore(Stored stored) {
        inside.restore(stored);
    }

    private Reaction renamed(Reaction reaction) {
        return new Reaction(
                reaction.outgoing().stream().map(this::renamed).toList(),
                reaction.changes(),
                reaction.records(),
                reaction.wakeAt(),
                reaction.made());
    }

    private Outgoing renamed(Outgoing message) {
        return new Outgoing(
                message.to(),
                message.channel(),
                message.name() + "-MSG." + project,
                message.kind(),
                message.priority(),
                message.identification(),
                message.correlation(),
                message.payload());
    }
}
