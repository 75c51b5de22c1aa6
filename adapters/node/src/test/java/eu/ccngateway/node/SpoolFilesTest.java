package eu.ccngateway.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ccngateway.protocol.wire.Header;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolFilesTest {

    @TempDir
    private Path directory;

    private static byte[] header(String to) {
        return Header.newBuilder().setTo(to).build().toByteArray();
    }

    private static List<SpoolSegment.Place> fill(SpoolFiles files, byte[]... payloads) throws IOException {
        List<SpoolSegment.Place> places = new ArrayList<>();
        for (int i = 0; i < payloads.length; i++) {
            places.add(files.append(files.nextSequence(), header("m" + i), Payload.Bytes.of(payloads[i])));
        }
        files.force();
        return places;
    }

    private static Path onlyLog(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private List<String> recovered() throws IOException {
        try (SpoolFiles files = new SpoolFiles(directory)) {
            List<String> all = new ArrayList<>();
            for (SpoolSegment.Place place : files.recovered()) {
                all.add(place.header().getTo() + ":" + place.payload().toBytes().length);
            }
            return all;
        }
    }

    @Test
    void keepsWhatIsNotDoneInOrder() throws IOException {
        try (SpoolFiles files = new SpoolFiles(directory)) {
            List<SpoolSegment.Place> places = fill(files, new byte[10], new byte[0], new byte[200_000]);
            files.done(places.get(1));
        }
        assertThat(recovered()).containsExactly("m0:10", "m2:200000");
        assertThat(recovered()).containsExactly("m0:10", "m2:200000");
    }

    @Test
    void leavesNothingBehindWhenAllIsDone() throws IOException {
        try (SpoolFiles files = new SpoolFiles(directory)) {
            for (SpoolSegment.Place place : fill(files, new byte[1], new byte[2])) {
                files.done(place);
            }
        }
        assertThat(recovered()).isEmpty();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("lock");
        }
    }

    @Test
    void cutsATornRecordAtWhateverByteTheCrashCame() throws IOException {
        try (SpoolFiles files = new SpoolFiles(directory)) {
            fill(files, new byte[5], new byte[7], new byte[40]);
        }
        Path log = onlyLog(directory);
        byte[] whole = Files.readAllBytes(log);
        int first = 8 + 12 + header("m0").length + 5;
        int second = first + 8 + 12 + header("m1").length + 7;
        for (int length = 0; length < whole.length; length++) {
            Files.write(log, java.util.Arrays.copyOf(whole, length));
            int expected = length < first ? 0 : length < second ? 1 : 2;
            assertThat(recovered()).as("cut at %d", length).hasSize(expected);
            if (expected > 0) {
                assertThat(Files.size(log)).isEqualTo(expected == 1 ? first : second);
            }
        }
    }

    @Test
    void takesNoRecordWithAFlippedBit() throws IOException {
        try (SpoolFiles files = new SpoolFiles(directory)) {
            fill(files, new byte[5], new byte[7]);
        }
        Path log = onlyLog(directory);
        byte[] whole = Files.readAllBytes(log);
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            byte[] damaged = whole.clone();
            int at = random.nextInt(damaged.length);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(log, damaged);
            assertThat(recovered()).as("seed %d, byte %d", seed, at).hasSizeLessThan(2);
            Files.write(log, whole);
        }
        assertThat(recovered()).hasSize(2);
    }

    @Test
    void cutsAnEndOfZerosThatAPowerCutMayLeave() throws IOException {
        try (SpoolFiles files = new SpoolFiles(directory)) {
            fill(files, new byte[5]);
        }
        Path log = onlyLog(directory);
        byte[] whole = Files.readAllBytes(log);
        Files.write(log, java.util.Arrays.copyOf(whole, whole.length + 4096));
        assertThat(recovered()).containsExactly("m0:5");
        assertThat(Files.size(log)).isEqualTo(whole.length);
    }

    @Test
    void neverGivesANumberTwice() throws IOException {
        try (SpoolFiles files = new SpoolFiles(directory)) {
            List<SpoolSegment.Place> places = fill(files, new byte[1], new byte[1], new byte[1]);
            files.done(places.get(2));
        }
        try (SpoolFiles files = new SpoolFiles(directory)) {
            fill(files, new byte[9]);
        }
        assertThat(recovered()).containsExactly("m0:1", "m1:1", "m0:9");
    }

    @Test
    void numbersOfADeletedSegmentDoNotSpeakOfNewMessages() throws IOException {
        Path stray;
        try (SpoolFiles files = new SpoolFiles(directory)) {
            List<SpoolSegment.Place> places = fill(files, new byte[1], new byte[1]);
            files.done(places.get(0));
            stray = directory.resolve(
                    onlyLog(directory).getFileName().toString().replace(".log", ".done"));
            Files.copy(stray, directory.resolve("keep"));
            files.done(places.get(1));
        }
        // A crash between the deletion of the one file and the other.
        Files.move(directory.resolve("keep"), stray, StandardCopyOption.REPLACE_EXISTING);
        try (SpoolFiles files = new SpoolFiles(directory)) {
            fill(files, new byte[3]);
        }
        assertThat(recovered()).containsExactly("m0:3");
    }

    @Test
    void rollsSegmentsAndDeletesThoseThatAreDone() throws IOException {
        try (SpoolFiles files = new SpoolFiles(directory)) {
            List<SpoolSegment.Place> places = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                places.add(files.append(files.nextSequence(), header("m" + i), Payload.Bytes.of(new byte[9 << 20])));
            }
            files.force();
            assertThat(logs()).isEqualTo(3);
            files.done(places.get(0));
            assertThat(logs()).isEqualTo(3);
            files.done(places.get(1));
            assertThat(logs()).isEqualTo(2);
        }
        assertThat(recovered()).containsExactly("m2:9437184", "m3:9437184", "m4:9437184");
    }

    private long logs() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".log")).count();
        }
    }

    @Test
    void keepsACopyOfASegmentThatIsDamagedInTheMiddle() throws IOException {
        try (SpoolFiles files = new SpoolFiles(directory)) {
            for (int i = 0; i < 3; i++) {
                files.append(files.nextSequence(), header("m" + i), Payload.Bytes.of(new byte[9 << 20]));
            }
            files.force();
        }
        Path first = onlyFirstLog();
        byte[] bytes = Files.readAllBytes(first);
        bytes[100] ^= 1;
        Files.write(first, bytes);
        assertThat(recovered()).containsExactly("m2:9437184");
        assertThat(directory.resolve(first.getFileName() + ".damaged")).hasSize(bytes.length);
    }

    private Path onlyFirstLog() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void isForOneProgramAtATime() throws IOException {
        try (SpoolFiles files = new SpoolFiles(directory)) {
            assertThat(files.recovered()).isEmpty();
            assertThatThrownBy(() -> new SpoolFiles(directory))
                    .isInstanceOf(NodeException.class)
                    .hasMessageContaining("in use");
        }
    }
}
