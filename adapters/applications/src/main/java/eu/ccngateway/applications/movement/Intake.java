package eu.ccngateway.applications.movement;

import eu.ccngateway.applications.conversation.Incoming;
import eu.ccngateway.applications.identifier.Address;
import eu.ccngateway.applications.identifier.Correlation;
import eu.ccngateway.applications.identifier.Identifications;
import eu.ccngateway.applications.xml.Document;
import eu.ccngateway.applications.xml.Element;
import eu.ccngateway.applications.xml.Fault;
import eu.ccngateway.applications.xml.XmlReader;
import eu.ccngateway.applications.xml.XmlRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what comes: first the form, then what the message says by itself, without the movement's state. */
final class Intake {

    /** What is left of a message that cannot be read: enough to refuse it. */
    record Unreadable(String name, String sender, String correlation, List<Fault> faults) {}

    /** A message, or what is left of it. */
    record Read(Optional<Message> message, Optional<Unreadable> unreadable) {}

    private final Protocol protocol;
    private final Address self;
    private final XmlReader reader = new XmlReader();

    Intake(Protocol protocol, Address self) {
        this.protocol = protocol;
        this.self = self;
    }

    Read read(Incoming incoming) {
        try {
            Document document = reader.read(incoming.payload());
            List<Fault> faults = faults(incoming, document);
            return faults.isEmpty()
                    ? new Read(Optional.of(message(incoming, document.root())), Optional.empty())
                    : new Read(Optional.empty(), Optional.of(unreadable(incoming, document.root(), faults)));
        } catch (XmlRefused e) {
            Element nothing = Element.group(incoming.name());
            return new Read(Optional.empty(), Optional.of(unreadable(incoming, nothing, List.of(e.fault()))));
        }
    }

    private Message message(Incoming incoming, Element root) {
        return new Message(protocol.headForm().read(root), root, node(incoming));
    }

    private static String node(Incoming incoming) {
        String sender = incoming.sender();
        return sender.substring(0, sender.indexOf('@') < 0 ? sender.length() : sender.indexOf('@'));
    }

    private List<Fault> faults(Incoming incoming, Document document) {
        Element root = document.root();
        String name = document.name();
        if (!protocol.messages().has(name)) {
            return List.of(fault(root, name, Fault.Code.NOT_SUPPORTED_HERE, "not a message of " + protocol.project()));
        }
        if (!document.namespace().equals(protocol.messages().namespace(name))) {
            String expected = "expected namespace " + protocol.messages().namespace(name);
            return List.of(fault(root, name, Fault.Code.OTHER, expected));
        }
        if (!name.equals(protocol.canonical(incoming.name()))) {
            return List.of(
                    fault(root, name, Fault.Code.OTHER, "expected " + incoming.name() + " as the network type says"));
        }
        return protocol.messages().formFaults(document);
    }

    private static Fault fault(Element root, String name, Fault.Code code, String text) {
        return new Fault(root.at(), "/" + name, code, text, "");
    }

    private Unreadable unreadable(Incoming incoming, Element root, List<Fault> faults) {
        HeadForm form = protocol.headForm();
        String sender = root.value(form.sender()).filter(Address::isValid).orElse(node(incoming));
        String said = root.value(form.identification()).orElse("").strip();
        int longest = form == HeadForm.PHASE_4 ? Identifications.SHORT : Identifications.LONG;
        boolean isUsable =
                !said.isEmpty() && said.length() <= longest && said.chars().allMatch(c -> c >= ' ');
        String id = incoming.messageId();
        String network = id.substring(0, Math.min(id.length(), longest));
        return new Unreadable(protocol.canonical(incoming.name()), sender, isUsable ? said : network, faults);
    }

    /** Everything functional that is wrong with a message by itself. */
    List<FunctionalError> broken(Message message) {
        List<FunctionalError> errors = new ArrayList<>();
        for (Fault fault : protocol.messages().codeFaults(message.root())) {
            errors.add(new FunctionalError(
                    FunctionalError.Code.NOT_IN_CODE_LIST, fault.pointer(), fault.text(), fault.value()));
        }
        correlationError(message).ifPresent(errors::add);
        if (!message.header().recipient().equals(self.text())) {
            errors.add(new FunctionalError(
                    FunctionalError.Code.RULE_VIOLATED,
                    "/" + message.name() + "/" + protocol.headForm().recipient(),
                    "N/A",
                    message.header().recipient()));
        }
        errors.addAll(protocol.broken(message));
        if (!errors.isEmpty()) {
            return errors;
        }
        String mrn = protocol.movement(message.root());
        if (!mrn.isEmpty() && !protocol.isNumber(mrn)) {
            String pointer = "/" + message.name() + "/" + pathOf(message.root(), mrn);
            errors.add(new FunctionalError(FunctionalError.Code.INVALID_MRN, pointer, "N/A", mrn));
        }
        return errors;
    }

    /** Where the number stands. */
    String pathOf(Element root, String mrn) {
        for (Element child : root.children()) {
            for (Element leaf : child.children()) {
                if (leaf.text().equals(mrn)) {
                    return child.name() + "/" + leaf.name();
                }
            }
        }
        return "";
    }

    private Optional<FunctionalError> correlationError(Message message) {
        String pointer = "/" + message.name() + "/" + protocol.headForm().correlation();
        String said = message.header().correlation();
        return switch (Correlation.of(message.name())) {
            case REQUIRED ->
                said.isEmpty()
                        ? Optional.of(
                                new FunctionalError(FunctionalError.Code.REQUIRED_IS_MISSING, pointer, "C0511", ""))
                        : Optional.empty();
            case FORBIDDEN ->
                said.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new FunctionalError(FunctionalError.Code.NOT_ALLOWED, pointer, "C0511", said));
            case OPTIONAL -> Optional.empty();
        };
    }
}
