package dev.baton.vpc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The note that a server's driver keeps in the server's folder: which processes hold its machines. Others enter the
/// machines by it.
///
/// The file is called `machines` and has a line for each: VPC, name, process id, host name. A VPC's own machines are
/// called `client` and `vswitch`, an instance by its id.
public record Machines(List<Machine> all) {
    private static final String FILE = "machines";
    private static final Pattern OTHER_END = Pattern.compile("eth0@if(\\d+):");

    /// One machine.
    ///
    /// @param pid its first process
    public record Machine(String vpc, String name, long pid, String hostName) {
        private String line() {
            return String.join(" ", vpc, name, Long.toString(pid), hostName) + "\n";
        }

        private static Optional<Machine> parse(String line) {
            String[] words = line.split(" ", -1);
            return words.length == 4 && words[2].matches("\\d{1,10}")
                    ? Optional.of(new Machine(words[0], words[1], Long.parseLong(words[2]), words[3]))
                    : Optional.empty();
        }

        /// The server may be gone, its machines with it, and the number be another process's.
        private boolean isStillThere() {
            try {
                String command = Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
                return command.contains(Namespace.MARK);
            } catch (IOException gone) {
                return false;
            }
        }

        /// A command that runs inside, in the root folder, with our terminal.
        public List<String> entering(List<String> command) throws VpcException {
            List<String> all = new ArrayList<>(List.of(
                    Programs.require("nsenter", "util-linux"),
                    "--target",
                    Long.toString(pid),
                    "--net",
                    "--mount",
                    "--uts",
                    "--ipc",
                    "--pid",
                    "sh",
                    "-c",
                    "cd / && exec \"$@\"",
                    "sh"));
            all.addAll(command);
            return all;
        }

        /// A command that runs on its network and otherwise where we are.
        public List<String> onNetwork(List<String> command) throws VpcException {
            List<String> all = new ArrayList<>(
                    List.of(Programs.require("nsenter", "util-linux"), "--target", Long.toString(pid), "--net"));
            all.addAll(command);
            return all;
        }

        private String ip(String... words) throws VpcException {
            List<String> command = new ArrayList<>(List.of(Programs.require("ip", "iproute2")));
            command.addAll(List.of(words));
            return Command.run(onNetwork(command), "");
        }
    }

    public Machines {
        all = List.copyOf(all);
    }

    /// Puts it in the place of what was noted before.
    public void note(Path folder) throws IOException {
        Path fresh = folder.resolve("machines.new");
        Files.writeString(fresh, all.stream().map(Machine::line).collect(Collectors.joining()));
        Files.move(fresh, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    /// Those that the server of this folder has on now.
    ///
    /// @throws VpcException if there is no such note, or it cannot be read
    public static Machines noted(Path folder) throws VpcException {
        try {
            return new Machines(Files.readAllLines(folder.resolve(FILE)).stream()
                    .map(Machine::parse)
                    .flatMap(Optional::stream)
                    .filter(Machine::isStillThere)
                    .toList());
        } catch (NoSuchFileException e) {
            throw new VpcException(
                    "no server with machines has used the folder " + folder,
                    "start one with 'baton vpc serve --driver linux', or name its folder with --state");
        } catch (IOException e) {
            throw new VpcException("reading " + folder.resolve(FILE), e);
        }
    }

    /// The machine of this name or host name.
    ///
    /// @throws VpcException saying which there are, if it is none of them, or more than one
    public Machine named(String word) throws VpcException {
        List<Machine> found = all.stream()
                .filter(machine ->
                        machine.name().equals(word) || machine.hostName().equals(word))
                .toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        List<Machine> choice = found.isEmpty() ? all : found;
        String names = choice.stream()
                .map(machine -> machine.name() + " (" + machine.hostName() + " in " + machine.vpc() + ")")
                .collect(Collectors.joining(", "));
        throw new VpcException(
                (found.isEmpty() ? "no machine is called " : "more than one machine is called ") + word,
                names.isEmpty() ? "none is on" : "there are " + names);
    }

    /// Pulls an instance's cable out of the vSwitch, or puts it in again; fine if it is so already.
    public void cable(Machine instance, boolean plugged) throws VpcException {
        Machine vSwitch = all.stream()
                .filter(machine ->
                        machine.name().equals("vswitch") && machine.vpc().equals(instance.vpc()))
                .findFirst()
                .orElseThrow(
                        () -> new VpcException(instance.name(), "only instances of the driver linux have a cable"));
        String eth0 = instance.ip("-oneline", "link", "show", "eth0");
        Matcher other = OTHER_END.matcher(eth0);
        if (!other.find()) {
            throw new VpcException(instance.name(), "has no cable on eth0");
        }
        Matcher port = Pattern.compile("(?m)^" + other.group(1) + ": ([^@:]+)")
                .matcher(vSwitch.ip("-oneline", "link", "show"));
        if (!port.find()) {
            throw new VpcException(instance.name(), "its cable ends outside the vSwitch");
        }
        vSwitch.ip("link", "set", port.group(1), plugged ? "up" : "down");
    }
}
