package dev.baton.it.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Where the project and its built application lie.
public final class Checkout {
    private Checkout() {}

    /// The folder that holds the launcher and all modules.
    public static Path root() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isExecutable(folder.resolve("tools/jdk25"))) {
                return folder;
            }
        }
        throw new LabException("not inside the project: " + Path.of("").toAbsolutePath());
    }

    /// The built application; the folder exists once the module `cli` has been packaged. Its AOT cache is current, as
    /// it is for users.
    public static Path application() {
        return Application.FOLDER;
    }

    /// Made when first asked for: the cache takes some seconds.
    private static final class Application {
        static final Path FOLDER = root().resolve("cli/target/app");

        static {
            if (Files.isDirectory(FOLDER)) {
                Command.run(List.of(
                        "env",
                        "JAVA_HOME=" + System.getProperty("java.home"),
                        root().resolve("tools/aot-cache").toString(),
                        FOLDER.toString()));
            }
        }
    }

    /// One of the scenario's two files, `ha1.conf` or `ha2.conf`, byte for byte.
    public static String seed(String name) {
        try (InputStream stream = Checkout.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new LabException("no such file: " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new LabException(name, e);
        }
    }
}
