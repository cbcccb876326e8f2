package dev.baton.vpc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The note about a network that was left running: which processes hold it. The only file that a VPC ever leaves,
/// and only when it was asked to.
public final class KeptNetwork {
    private static final String FILE = "network";

    private final Path folder;

    KeptNetwork(Path folder) {
        this.folder = folder;
    }

    /// The note's place for this user: `$XDG_RUNTIME_DIR/baton-demo`, else `/run/baton-demo`, else in the folder
    /// for temporary files.
    public static KeptNetwork ofThisUser() {
        String runtime = System.getenv().getOrDefault("XDG_RUNTIME_DIR", "");
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"), "baton-demo-" + System.getProperty("user.name"));
        return Stream.of(runtime, "/run")
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .filter(Files::isWritable)
                .findFirst()
                .map(folder -> new KeptNetwork(folder.resolve("baton-demo")))
                .orElseGet(() -> new KeptNetwork(temporary));
    }

    /// A process that holds a machine.
    ///
    /// @param startTime in clock ticks since boot: tells the process from a later one of the same number
    private record Holder(String hostname, long pid, String startTime) {
        private static Optional<Holder> parse(String line) {
            String[] words = line.split(" ", -1);
            return words.length == 3 && words[1].matches("\\d{1,10}")
                    ? Optional.of(new Holder(words[0], Long.parseLong(words[1]), words[2]))
                    : Optional.empty();
        }

        private boolean isStillThere() {
            return startTimeOf(pid).equals(Optional.of(startTime));
        }
    }

    /// Writes down who holds these machines.
    public void write(List<Namespace> machines) throws VpcException {
        StringBuilder text = new StringBuilder();
        for (Namespace machine : machines) {
            long pid = machine.pid();
            String startTime = startTimeOf(pid).orElseThrow(() -> new VpcException(machine.hostname(), "is gone"));
            text.append(machine.hostname())
                    .append(' ')
                    .append(pid)
                    .append(' ')
                    .append(startTime)
                    .append('\n');
        }
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(FILE), text);
        } catch (IOException e) {
            throw new VpcException("writing " + folder.resolve(FILE), e);
        }
    }

    /// Ends the network that was left running, if there is one, and removes the note.
    ///
    /// @return the names of the machines that were ended
    public List<String> sweep() throws VpcException {
        List<String> ended = new ArrayList<>();
        try {
            for (String line : lines()) {
                Optional<Holder> holder = Holder.parse(line).filter(Holder::isStillThere);
                if (holder.isPresent()
                        && ProcessHandle.of(holder.get().pid())
                                .map(ProcessHandle::destroyForcibly)
                                .orElse(false)) {
                    ended.add(holder.get().hostname());
                }
            }
            Files.deleteIfExists(folder.resolve(FILE));
            Files.deleteIfExists(folder);
            return ended;
        } catch (IOException e) {
            throw new VpcException("sweeping " + folder, e);
        }
    }

    private List<String> lines() throws IOException {
        Path file = folder.resolve(FILE);
        return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
    }

    /// Field 22 of proc_pid_stat(5); the second one, the program's name, may contain blanks and brackets. Empty if
    /// there is no such process, or nothing of it but its exit code.
    private static Optional<String> startTimeOf(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return fields[0].equals("Z") ? Optional.empty() : Optional.of(fields[19]);
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
