package eu.ccngateway.gateway.evidence;

import java.util.List;

/** What became of checking a pack. */
public sealed interface PackVerdict {

    /** As {@code verify.sh} prints it, with a line end. */
    String text();

    /**
     * All of it holds.
     *
     * @param story who, what and when
     */
    record Valid(List<String> story) implements PackVerdict {
        public Valid {
            story = List.copyOf(story);
        }

        @Override
        public String text() {
            return "VALID\n" + String.join("\n", story) + "\n";
        }
    }

    /**
     * Something does not.
     *
     * @param file within the pack, or the root or payload file that was given
     */
    record NotValid(String file, String reason) implements PackVerdict {
        @Override
        public String text() {
            return "NOT VALID: " + file + ": " + reason + "\n";
        }
    }
}
