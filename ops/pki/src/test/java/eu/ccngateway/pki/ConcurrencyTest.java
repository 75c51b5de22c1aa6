package eu.ccngateway.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ConcurrencyTest {
    private static final int EACH = 20;

    @TempDir
    private Path directory;

    @Test
    void threadsWithTheirOwnPkiLoseNothing() throws InterruptedException, ExecutionException {
        Pki.create(directory, PkiOptions.defaults());
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (String prefix : List.of("A", "B", "C")) {
                running.add(threads.submit(() -> IssueMany.issue(Pki.open(directory), prefix, EACH)));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertWhole(3 * EACH);
    }

    @Test
    void processesLoseNothing() throws IOException, InterruptedException {
        Pki pki = Pki.create(directory, PkiOptions.defaults());
        List<Process> processes = List.of(start("A", EACH), start("B", EACH));

        IssueMany.issue(pki, "C", EACH);

        for (Process process : processes) {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
        assertWhole(3 * EACH);
    }

    @Test
    void killedProcessLeavesRegisterWholeAndLockFree() throws IOException, InterruptedException {
        Pki pki = Pki.create(directory, PkiOptions.defaults());
        for (int round = 0; round < 3; round++) {
            int before = pki.list().size();
            Process process = start("R" + round + "N", 100_000);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> pki.list().size() > before + 5);
            process.destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();

            pki.issue(Identity.node("AFTER" + round + "@CUSTTAX.FR"), Use.SEAL, KeyKind.EC_P256);
        }

        assertThat(pki.list()).hasSizeGreaterThan(18).doesNotHaveDuplicates();
        // At most one certificate a kill is in the register without its files; never the other way round.
        long withoutFiles = pki.list().stream()
                .filter(entry ->
                        !Files.exists(pki.files().certificate(entry.order().identity(), Use.SEAL)))
                .count();
        assertThat(withoutFiles).isLessThanOrEqualTo(3);
    }

    @Test
    void saysWhoHoldsTheLockWhenWaitingIsOver() throws IOException, InterruptedException {
        Path lock = directory.resolve("register.lock");
        Path ready = directory.resolve("ready");
        Process holder = java(LockHolder.class, lock, ready);
        try {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(ready));

            assertThatThrownBy(() -> PkiLock.acquire(lock, Duration.ofMillis(50)))
                    .isInstanceOf(PkiException.class)
                    .hasMessageContaining("held by another process");
        } finally {
            holder.destroyForcibly().waitFor();
        }
        PkiLock.acquire(lock, Duration.ofSeconds(5)).close();
    }

    /** Holds a lock until it is killed: {@code LOCK READY}. */
    static final class LockHolder {
        public static void main(String[] arguments) throws IOException {
            try (FileChannel channel =
                    FileChannel.open(Path.of(arguments[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock();
                Files.createFile(Path.of(arguments[1]));
                System.in.read();
            }
        }
    }

    private void assertWhole(int count) {
        Pki pki = Pki.open(directory);
        assertThat(pki.list()).hasSize(count);
        assertThat(pki.list()).extracting(RegisterEntry::serial).doesNotHaveDuplicates();
        for (RegisterEntry entry : pki.list()) {
            IssuedKey key = pki.key(entry.order().identity(), Use.SEAL);
            assertThat(key.certificate().getSerialNumber()).isEqualTo(entry.serial());
        }
    }

    private Process start(String prefix, int count) throws IOException {
        return java(IssueMany.class, directory, prefix, count);
    }

    private static Process java(Class<?> main, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
