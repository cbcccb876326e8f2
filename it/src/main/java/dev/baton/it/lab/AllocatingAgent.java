package dev.baton.it.lab;

/// A Java agent that allocates in the JVM that it is loaded into, as checkers and an HTTP server would: an ordinary
/// thread, short-lived objects, some of which live on for a while. It uses no other class of ours: it is alone there.
public final class AllocatingAgent {
    private static final int CHUNK = 1_024;
    private static final int PAUSES_PER_SECOND = 100;

    private AllocatingAgent() {}

    /// What the JVM calls before `main`.
    ///
    /// @param rates mebibytes per second and mebibytes that stay alive, with a colon between them
    public static void premain(String rates) {
        String[] parts = rates.split(":", -1);
        int chunksPerPause = Integer.parseInt(parts[0]) * 1_048_576 / CHUNK / PAUSES_PER_SECOND;
        byte[][] live = new byte[Integer.parseInt(parts[1]) * 1_048_576 / CHUNK][];
        Thread.ofPlatform().daemon().name("load").start(() -> allocate(live, chunksPerPause));
    }

    private static void allocate(byte[][] live, int chunksPerPause) {
        int at = 0;
        while (true) {
            for (int each = 0; each < chunksPerPause; each++) {
                live[at] = new byte[CHUNK];
                at = (at + 1) % live.length;
            }
            try {
                Thread.sleep(1_000 / PAUSES_PER_SECOND);
            } catch (InterruptedException stop) {
                return;
            }
        }
    }
}
