package eu.ccngateway.applications.ieca;

import java.util.ArrayList;
import java.util.List;

/** A segment of an interchange: its tag, and elements of components. */
record Segment(String tag, List<List<String>> elements) {

    Segment {
        elements = elements.stream().map(List::copyOf).toList();
    }

    /** The component at a place, counted from 0; empty where there is none. */
    String at(int element, int component) {
        if (element >= elements.size() || component >= elements.get(element).size()) {
            return "";
        }
        return elements.get(element).get(component);
    }

    /** The same without what is empty at the end of an element and of the segment. */
    Segment trimmed() {
        List<List<String>> kept = new ArrayList<>();
        for (List<String> element : elements) {
            int end = element.size();
            while (end > 0 && element.get(end - 1).isEmpty()) {
                end--;
            }
            kept.add(element.subList(0, end));
        }
        while (!kept.isEmpty() && kept.get(kept.size() - 1).isEmpty()) {
            kept.remove(kept.size() - 1);
        }
        return new Segment(tag, kept);
    }
}
