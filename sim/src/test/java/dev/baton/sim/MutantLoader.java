package dev.baton.sim;

import dev.baton.vrrp.VrrpEngine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// Loads engine and simulator anew, with one class changed. Everything else is shared with the test.
final class MutantLoader extends ClassLoader {
    private static final String ENGINE = "dev.baton.vrrp.";
    private static final String SIMULATOR = "dev.baton.sim.";

    private final Mutation mutation;

    MutantLoader(Mutation mutation) {
        super(MutantLoader.class.getClassLoader());
        this.mutation = mutation;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(ENGINE) && !name.startsWith(SIMULATOR)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known != null ? known : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        Class<?> neighbour = name.startsWith(ENGINE) ? VrrpEngine.class : MutantLoader.class;
        try (InputStream in = neighbour.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            byte[] loaded = name.equals(ENGINE + mutation.type()) ? mutation.applyTo(bytes) : bytes;
            return defineClass(name, loaded, 0, loaded.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
