package dev.baton.cli;

import dev.baton.linux.ProcessImage;
import dev.baton.vpc.Machines;
import dev.baton.vpc.Machines.Machine;
import dev.baton.vpc.Programs;
import dev.baton.vpc.VpcException;
import dev.baton.vpc.server.VpcStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `baton vpc capture`: packets of an instance or a HaVip, by tcpdump or tshark, which this process becomes.
@Command(
        name = "capture",
        mixinStandardHelpOptions = true,
        description = {
            "Show the packets of an instance as they pass its eth0, or those of a HaVip as they pass the vSwitch's ports,",
            "until Ctrl-C. Needs tcpdump or tshark, and a server of the driver linux for a HaVip."
        },
        footer = {
            "",
            "Example: baton vpc capture ha1 -w ha1.pcap",
            "",
            CloudOptions.KEY_FROM,
            CloudOptions.OR_ELSE,
            "Exit codes: those of tcpdump or tshark; 1 there is no such instance or HaVip, or neither program."
        })
final class VpcCaptureCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "WHAT",
            description = "An instance's id or host name, client, vswitch, or a HaVip's id or address.")
    private String what = "";

    @Option(names = "-w", paramLabel = "FILE", description = "Write them there as pcap instead of showing them.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "-c", paramLabel = "N", description = "Stop after so many.")
    private Optional<Integer> count = Optional.empty();

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "The server's folder (default: as for 'baton vpc serve').")
    private Optional<Path> state = Optional.empty();

    @Mixin
    private CloudOptions cloud = new CloudOptions();

    @Override
    public Integer call() throws VpcException, IOException {
        Machines machines = Machines.noted(state.orElseGet(VpcServeCommand::usualState));
        List<String> command = new ArrayList<>();
        if (isHaVip()) {
            Machine vSwitch = machines.named("vswitch");
            command.addAll(vSwitch.onNetwork(capturing("any", "host " + haVip())));
        } else {
            Machine machine = machines.named(what);
            command.addAll(machine.onNetwork(capturing(what.equals("vswitch") ? "any" : "eth0", "")));
        }
        System.out.flush();
        throw ProcessImage.replace(command, new HashMap<>(System.getenv()));
    }

    private boolean isHaVip() {
        return what.startsWith("havip-") || what.matches("[0-9.]+");
    }

    /// The HaVip's address.
    private String haVip() throws IOException, VpcException {
        if (what.matches("[0-9.]+")) {
            return what;
        }
        return VpcStatus.of(cloud.endpoint(), CloudOptions.key(), cloud.region()).haVips().stream()
                .filter(each -> each.id().equals(what))
                .map(VpcStatus.HaVipLine::address)
                .findFirst()
                .orElseThrow(() ->
                        new VpcException(what, "there is no such HaVip; 'baton vpc status' shows which there are"));
    }

    private List<String> capturing(String device, String filter) throws VpcException {
        Optional<String> tcpdump = Programs.find("tcpdump");
        String program = tcpdump.or(() -> Programs.find("tshark"))
                .orElseThrow(() -> new VpcException(
                        "neither tcpdump nor tshark is there", "install the package tcpdump or tshark"));
        List<String> command = new ArrayList<>(List.of(program, "-n", "-l", "-i", device));
        count.ifPresent(most -> command.addAll(List.of("-c", most.toString())));
        file.ifPresent(
                into -> command.addAll(List.of("-w", into.toAbsolutePath().toString())));
        if (tcpdump.isEmpty() && file.isPresent()) {
            command.addAll(List.of("-F", "pcap"));
        }
        if (!filter.isEmpty()) {
            command.addAll(tcpdump.isPresent() ? List.of(filter) : List.of("-f", filter));
        }
        return command;
    }
}
