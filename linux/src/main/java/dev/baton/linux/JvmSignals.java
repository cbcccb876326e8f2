package dev.baton.linux;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The JVM's own signal handling, `sun.misc.Signal` of module `jdk.unsupported`.
///
/// By reflection, because javac warns of these names in a way that no annotation silences.
final class JvmSignals {
    private JvmSignals() {}

    /// Runs `action`, on a thread of the JVM's, whenever the signal comes.
    ///
    /// @return what restores the former handling; empty if the JVM does not give this signal away
    static Optional<Runnable> handle(Signal signal, Runnable action) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Method handle = signalType.getMethod("handle", signalType, handlerType);
            Object named = signalType.getConstructor(String.class).newInstance(signal.name());
            Object former = handle.invoke(null, named, handler(handlerType, action));
            return Optional.of(() -> restore(handle, named, former));
        } catch (InvocationTargetException refused) {
            if (refused.getCause() instanceof IllegalArgumentException) {
                return Optional.empty();
            }
            throw new IllegalStateException("handling SIG" + signal, refused);
        } catch (ReflectiveOperationException notThere) {
            return Optional.empty();
        }
    }

    private static Object handler(Class<?> handlerType, Runnable action) {
        InvocationHandler calls = (proxy, method, arguments) -> call(proxy, method, arguments, action);
        return Proxy.newProxyInstance(handlerType.getClassLoader(), new Class<?>[] {handlerType}, calls);
    }

    // Identity is what a handler is compared by.
    @SuppressWarnings("ReferenceEquality")
    private static @Nullable Object call(
            Object proxy, Method method, @Nullable Object @Nullable [] arguments, Runnable action) {
        return switch (method.getName()) {
            case "handle" -> {
                action.run();
                yield null;
            }
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "signal handler of " + JvmSignals.class.getModule().getName();
        };
    }

    private static void restore(Method handle, Object signal, Object former) {
        try {
            handle.invoke(null, signal, former);
        } catch (ReflectiveOperationException refused) {
            throw new IllegalStateException("restoring the handler of " + signal, refused);
        }
    }
}
