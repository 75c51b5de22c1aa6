package eu.ccngateway.applications.movement;

import eu.ccngateway.applications.conversation.Channel;
import eu.ccngateway.applications.conversation.Kind;
import eu.ccngateway.applications.conversation.Outgoing;
import eu.ccngateway.applications.identifier.Address;
import eu.ccngateway.applications.identifier.Correlation;
import eu.ccngateway.applications.identifier.Identifications;
import eu.ccngateway.applications.identifier.Mrn;
import eu.ccngateway.applications.xml.Document;
import eu.ccngateway.applications.xml.Element;
import eu.ccngateway.applications.xml.Fault;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * An application as others see it: its protocol, its address, and what makes its messages unlike each other.
 */
record Self(Protocol protocol, Address address, Identifications identifications, RandomGenerator random) {

    private static final int PRIORITY = 5;

    /**
     * A message of what is known of it. What the structure demands beyond that is made up; what is known must fit the format.
     */
    Outgoing write(Element content, Envelope envelope, Instant now) {
        String name = content.name();
        String identification = identifications.next(now);
        Header header =
                new Header(address.text(), envelope.recipient(), now, identification, name, envelope.correlation());
        Element known = Element.group(
                name,
                Stream.concat(
                                protocol.headForm().write(header).stream(),
                                protocol.told(content, envelope.recipient()).children().stream())
                        .toList());
        Element whole = protocol.messages().complete(known, random, 0, now);
        List<Fault> faults =
                protocol.messages().formFaults(new Document(protocol.messages().namespace(name), "", whole));
        faults = faults.isEmpty() ? protocol.messages().codeFaults(whole) : faults;
        if (!faults.isEmpty()) {
            Fault fault = faults.get(0);
            throw new IllegalArgumentException(fault.pointer() + ": " + fault.value() + " (" + fault.text() + ")");
        }
        return new Outgoing(
                envelope.to(),
                protocol.isAdministration(name) ? Channel.ADMIN : Channel.CORE,
                name + "-MSG." + protocol.project(),
                kind(name),
                PRIORITY,
                identification,
                Mrn.isValid(envelope.movement()) ? envelope.movement() : "",
                protocol.messages().write(whole));
    }

    private Kind kind(String name) {
        if (Correlation.of(name) == Correlation.REQUIRED) {
            return Kind.REPLY;
        }
        return protocol.isQuestion(name) ? Kind.REQUEST : Kind.DATAGRAM;
    }
}
