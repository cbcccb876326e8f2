package dev.baton.linux;

import java.util.EnumSet;

/// A program that prints each signal that it gets, and ends after SIGTERM.
final class SignalPrinter {
    private SignalPrinter() {}

    public static void main(String[] arguments) {
        try (SignalSource source = SignalSource.open(EnumSet.allOf(Signal.class));
                EventLoop loop = EventLoop.open()) {
            loop.watch(
                    source,
                    now -> source.receive(signal -> {
                        System.out.println(signal);
                        if (signal == Signal.TERM) {
                            loop.stop();
                        }
                    }));
            System.out.println("unavailable " + source.unavailable());
            loop.run();
            System.out.println("end");
        }
    }
}
