package dev.baton.it.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// Brings a Java agent of one class into another JVM.
public final class Agent {
    private Agent() {}

    /// The option that loads an [AllocatingAgent].
    static String allocating(int mebibytesPerSecond, int liveMebibytes) {
        return option(AllocatingAgent.class, mebibytesPerSecond + ":" + liveMebibytes);
    }

    /// The option that loads an agent with its arguments.
    public static String option(Class<?> agent, String arguments) {
        return "-javaagent:" + archive(agent) + "=" + arguments;
    }

    /// Written for the occasion. It lies in the checkout, which every namespace sees.
    private static Path archive(Class<?> agent) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", agent.getName());
        Path archive = Checkout.root().resolve("it/target/" + agent.getSimpleName() + ".jar");
        String resource = agent.getName().replace('.', '/') + ".class";
        try (InputStream bytes = agent.getResourceAsStream("/" + resource);
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
