package dev.baton.it.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// Brings an [AllocatingAgent] into another JVM.
final class AllocationLoad {
    private AllocationLoad() {}

    /// The option that loads it; the agent's archive is written for the occasion.
    static String javaOption(int mebibytesPerSecond, int liveMebibytes) {
        return "-javaagent:" + archive() + "=" + mebibytesPerSecond + ":" + liveMebibytes;
    }

    /// It lies in the checkout, which every namespace sees.
    private static Path archive() {
        String name = AllocatingAgent.class.getName();
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", name);
        Path archive = Checkout.root().resolve("it/target/allocating-agent.jar");
        String resource = name.replace('.', '/') + ".class";
        try (InputStream bytes = AllocatingAgent.class.getResourceAsStream("/" + resource);
                JarOutputStream jar = new JarOutputStream(Files.newOutputStream(archive), manifest)) {
            if (bytes == null) {
                throw new LabException("no such class file: " + resource);
            }
            jar.putNextEntry(new JarEntry(resource));
            bytes.transferTo(jar);
            jar.closeEntry();
            return archive;
        } catch (IOException e) {
            throw new LabException("writing " + archive, e);
        }
    }
}
