package eu.ccngateway.protocol.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Random and damaged bytes, the same again for the same seed. */
final class Garbage {

    private static final Path GOLDEN = Path.of("src/test/resources/golden-frames.txt");

    final Random random;
    final String seed;

    private Garbage(long seed) {
        this.seed = "seed " + seed;
        random = new Random(seed);
    }

    /** Another one at every run, unless the system property {@code seed} says which. */
    static Garbage fresh() {
        return new Garbage(Long.getLong("seed", System.nanoTime()));
    }

    byte[] bytes(int lengthMax) {
        byte[] bytes = new byte[random.nextInt(lengthMax + 1)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A few bytes changed, cut out, put in, or the end cut off. */
    byte[] damaged(byte[] good) {
        byte[] bytes = good.clone();
        for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> bytes = joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at + 1, bytes.length));
                case 3 ->
                    bytes = joined(Arrays.copyOf(bytes, at), bytes(9), Arrays.copyOfRange(bytes, at, bytes.length));
                default -> bytes = Arrays.copyOf(bytes, at);
            }
        }
        return bytes;
    }

    static byte[] joined(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /** Good frames, one of every kind. */
    static List<byte[]> goodFrames() throws IOException {
        List<byte[]> frames = new ArrayList<>();
        for (String line : Files.readAllLines(GOLDEN)) {
            if (line.startsWith("wire: ")) {
                frames.add(HexFormat.of().parseHex(line.substring(6)));
            }
        }
        return frames;
    }
}
