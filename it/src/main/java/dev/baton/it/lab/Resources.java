package dev.baton.it.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a peer's processes hold at a moment.
///
/// @param descriptors open ones
/// @param rssKibibytes resident memory
/// @param heapKibibytes live objects on the JVM's heap, after a full collection; 0 for a program without one
/// @param nativeKibibytes what the JVM has committed besides the heap; 0 if it was not asked to count
public record Resources(int descriptors, int threads, long rssKibibytes, long heapKibibytes, long nativeKibibytes) {
    /// Makes a JVM count its native memory (`JAVA_TOOL_OPTIONS`).
    public static final String COUNT_NATIVE_MEMORY = "-XX:NativeMemoryTracking=summary";

    private static final Pattern HEAP = Pattern.compile("total \\d+K, used (\\d+)K");
    private static final Pattern ALLOCATED = Pattern.compile("allocated=(\\d+)([BKMG])");
    private static final Pattern COMMITTED = Pattern.compile("committed=(\\d+)KB");

    /// Of a program that is no JVM.
    public static Resources of(Peer peer) {
        int descriptors = 0;
        int threads = 0;
        long rss = 0;
        for (long pid : peer.pids()) {
            descriptors += entries(pid, "fd");
            threads += entries(pid, "task");
            rss += rss(pid);
        }
        return new Resources(descriptors, threads, rss, 0, 0);
    }

    /// Of Baton, from outside and as its JVM sees itself.
    public static Resources of(BatonPeer peer) {
        String heap = ask(peer, "GC.run") + ask(peer, "GC.heap_info");
        long used = 0;
        Matcher matcher = HEAP.matcher(heap);
        while (matcher.find()) {
            used += Long.parseLong(matcher.group(1));
        }
        Resources outside = of((Peer) peer);
        return new Resources(
                outside.descriptors,
                outside.threads,
                outside.rssKibibytes,
                used,
                nativeMemory(ask(peer, "VM.native_memory")));
    }

    /// What the protocol thread has allocated since it started, collected or not, in KiB.
    public static long allocatedByLoop(BatonPeer peer) {
        return ask(peer, "Thread.print", "-e")
                .lines()
                .filter(line -> line.startsWith("\"main\""))
                .map(ALLOCATED::matcher)
                .filter(Matcher::find)
                .mapToLong(Resources::kibibytes)
                .sum();
    }

    private static long kibibytes(Matcher matcher) {
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "B" -> number / 1_024;
            case "K" -> number;
            case "M" -> number * 1_024;
            default -> number * 1_048_576;
        };
    }

    /// All that is committed but the heap itself.
    private static long nativeMemory(String report) {
        long total = committed(report, "Total:");
        return total == 0 ? 0 : total - committed(report, "Java Heap");
    }

    private static long committed(String report, String line) {
        return report.lines()
                .filter(each -> each.contains(line))
                .map(COMMITTED::matcher)
                .filter(Matcher::find)
                .mapToLong(matcher -> Long.parseLong(matcher.group(1)))
                .findFirst()
                .orElse(0);
    }

    /// The JVM answers on a socket in its own `/tmp`, under the process id that it sees itself.
    private static String ask(BatonPeer peer, String... question) {
        String inside = lines(peer.pids().getFirst(), "status").stream()
                .filter(line -> line.startsWith("NSpid:"))
                .map(line -> line.substring(line.lastIndexOf('\t') + 1))
                .findFirst()
                .orElseThrow(() -> new LabException("a process without an id"));
        Path jcmd = Path.of(System.getProperty("java.home"), "bin/jcmd");
        List<String> words = new ArrayList<>(List.of(jcmd.toString(), inside));
        words.addAll(List.of(question));
        return peer.host().machine().run(words.toArray(String[]::new));
    }

    private static int entries(long pid, String folder) {
        try (Stream<Path> entries = Files.list(Path.of("/proc/" + pid + "/" + folder))) {
            return (int) entries.count();
        } catch (IOException e) {
            throw new LabException("process " + pid + " has ended", e);
        }
    }

    private static long rss(long pid) {
        return lines(pid, "status").stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    private static List<String> lines(long pid, String file) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/" + file));
        } catch (IOException e) {
            throw new LabException("process " + pid + " has ended", e);
        }
    }
}
