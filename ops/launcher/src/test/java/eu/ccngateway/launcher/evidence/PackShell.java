package eu.ccngateway.launcher.evidence;

import eu.ccngateway.launcher.testnet.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Runs a pack's {@code verify.sh} with nothing in its environment but a PATH. */
record PackShell(List<String> command, String path) {

    private static final String TOOLS = "awk cat cmp dirname find grep mkdir mktemp od rm sed sha256sum sort tr";

    /** dash, with the tools of this system. */
    static PackShell dash() {
        return new PackShell(List.of(Tools.required("dash").toString()), System.getenv("PATH"));
    }

    /** busybox, with no other tools than its own and openssl. */
    static PackShell busybox(Path folder) throws IOException {
        Path busybox = Files.createDirectories(folder).resolve("busybox");
        Files.copy(Tools.required("busybox"), busybox, StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(Tools.required("openssl"), folder.resolve("openssl"), StandardCopyOption.COPY_ATTRIBUTES);
        for (String tool : TOOLS.split(" ")) {
            Files.createLink(folder.resolve(tool), busybox);
        }
        return new PackShell(List.of(busybox.toString(), "sh"), folder.toString());
    }

    Tools.Result verify(Path pack, String... options) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("env", "-i", "PATH=" + path));
        line.addAll(command);
        line.add("verify.sh");
        line.addAll(List.of(options));
        return Tools.run(pack, line);
    }
}
