package eu.ccngateway.applications.ieca;

import java.util.List;
import java.util.Optional;

/**
 * One line of a mapping: an element of the old phase with what is at its place in the new one.
 *
 * @param name of the element in the old phase
 * @param format of its text; empty for a group
 * @param template its segment in an interchange
 * @param path where it is in the new phase, from the nearest group above that has a path; empty for a group that is only in
 *     the old phase, and two with a bar between where one value becomes two
 * @param lines what is in a group
 * @param additions what the new phase has beyond that
 */
record Line(
        String name,
        String occurs,
        String format,
        Optional<Template> template,
        String path,
        Conversion conversion,
        String argument,
        List<Line> lines,
        List<Addition> additions) {

    boolean isLeaf() {
        return !format.isEmpty();
    }

    boolean isRepeated() {
        return occurs.contains("..");
    }

    String[] paths() {
        return path.split("\\|", 2);
    }

    /**
     * Something that only the new phase has.
     *
     * @param how {@code index}: its number among its like; {@code copy}: the value at another path; {@code context}: what the
     *     context has there, otherwise a value; {@code always}: that value
     * @param unless not where this path is
     */
    record Addition(String path, String how, String argument, String unless) {}
}
