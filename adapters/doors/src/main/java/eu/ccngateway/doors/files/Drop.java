package eu.ccngateway.doors.files;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A header file that lies in the out directory, with its payload.
 *
 * @param header {@code NAME.ccn}
 * @param payload {@code NAME}; it may not be there
 * @param quietNanos for how long neither has changed
 */
record Drop(Path header, Path payload, FileStamp headerStamp, Optional<FileStamp> payloadStamp, long quietNanos) {

    /** Ends the name of every header file. */
    static final String HEADER = ".ccn";

    /** The payload's name. */
    Path name() {
        return payload.getFileName();
    }
}
