package eu.ccngateway.doors.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * Which file is under a name, and in which state: equal as long as nobody has written to it or put another in its place.
 *
 * @param key what the file system knows the file by, as text
 * @param isPlain whether it is a plain file, not a link, directory or device
 */
record FileStamp(String key, long size, FileTime modified, boolean isPlain) {

    /** Empty if there is nothing of this name. A link is not followed. */
    static Optional<FileStamp> of(Path file) throws IOException {
        try {
            BasicFileAttributes found =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return Optional.of(new FileStamp(
                    String.valueOf(found.fileKey()), found.size(), found.lastModifiedTime(), found.isRegularFile()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** On one line, for the record of what was taken. */
    String text() {
        return key + " " + size + " " + modified;
    }
}
