package eu.ccngateway.applications.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Holds a document against an outline and says everything that is wrong with its form, in the order of the document. */
public final class Check {

    /** More than anybody repairs at once. */
    private static final int FAULTS_MAX = 100;

    private final CodeLists lists;
    private final boolean isFunctional;
    private final List<Fault> faults = new ArrayList<>();

    private Check(CodeLists lists, boolean isFunctional) {
        this.lists = lists;
        this.isFunctional = isFunctional;
    }

    /** The faults of form. */
    public static List<Fault> form(Element root, Outline outline, CodeLists lists) {
        Check check = new Check(lists, false);
        check.group(outline.root(), root, "/" + outline.name());
        return check.faults;
    }

    /** Of a document without faults of form, the values that are not in their code list; the text names the list. */
    public static List<Fault> codes(Element root, Outline outline, CodeLists lists) {
        Check check = new Check(lists, true);
        check.group(outline.root(), root, "/" + outline.name());
        return check.faults;
    }

    private void group(Outline.Part part, Element element, String pointer) {
        if (!element.text().isBlank()) {
            fault(element, pointer, Fault.Code.NOT_SUPPORTED_HERE, "text between elements", element.text());
        }
        int next = 0;
        List<Element> children = element.children();
        for (Outline.Part child : part.parts()) {
            int count = 0;
            while (next < children.size() && isBefore(part, children.get(next), child)) {
                unexpected(children.get(next++), pointer);
            }
            while (next < children.size() && children.get(next).name().equals(child.name())) {
                count++;
                one(child, children.get(next++), pointer, count);
            }
            if (count < child.min()) {
                String missing = pointer + "/" + child.name();
                fault(element, missing, Fault.Code.MISSING, child.name() + " is missing", "");
            }
        }
        while (next < children.size()) {
            unexpected(children.get(next++), pointer);
        }
    }

    /** Whether an element does not belong here or later: it is unknown, or came after its place. */
    private static boolean isBefore(Outline.Part parent, Element element, Outline.Part reached) {
        for (int i = parent.parts().indexOf(reached); i < parent.parts().size(); i++) {
            if (parent.parts().get(i).name().equals(element.name())) {
                return false;
            }
        }
        return true;
    }

    private void unexpected(Element element, String pointer) {
        String at = pointer + "/" + element.name();
        fault(element, at, Fault.Code.NOT_SUPPORTED_HERE, element.name() + " is not expected here", "");
    }

    private void one(Outline.Part part, Element element, String parent, int count) {
        String pointer = parent + "/" + part.name() + (part.isRepeated() ? "[" + count + "]" : "");
        if (count > part.max()) {
            fault(element, pointer, Fault.Code.TOO_MANY, "at most " + part.max() + " of " + part.name(), "");
        } else if (part.isLeaf()) {
            leaf(part, element, pointer);
        } else {
            group(part, element, pointer);
        }
    }

    private void leaf(Outline.Part part, Element element, String pointer) {
        if (!element.children().isEmpty()) {
            fault(element, pointer, Fault.Code.NOT_SUPPORTED_HERE, part.name() + " has no elements in it", "");
            return;
        }
        Format format = Objects.requireNonNull(part.format());
        String blanks = element.text().replace('\n', ' ').replace('\r', ' ').replace('\t', ' ');
        String text = format.kind() == Format.Kind.TEXT ? blanks : blanks.strip();
        if (isFunctional) {
            if (lists.isFunctionalFault(part.list(), text)) {
                fault(element, pointer, Fault.Code.NOT_IN_LIST, part.list(), text);
            }
        } else if (lists.isFormatFault(part.list(), text)) {
            fault(element, pointer, Fault.Code.NOT_IN_LIST, "not in code list " + part.list(), text);
        } else {
            format.fault(text).ifPresent(code -> fault(element, pointer, code, "expected " + format.notation(), text));
        }
    }

    private void fault(Element element, String pointer, Fault.Code code, String text, String value) {
        if (faults.size() < FAULTS_MAX) {
            faults.add(new Fault(element.at(), pointer, code, text, value));
        }
    }
}
