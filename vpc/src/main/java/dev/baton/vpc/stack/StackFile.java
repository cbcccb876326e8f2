package dev.baton.vpc.stack;

import dev.baton.model.IpAddress;
import dev.baton.vpc.server.ServeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The file of `baton vpc up`: JSON, with everything by name.
///
/// ```json
/// {
///   "vpc": "tutorial", "cidr": "172.16.0.0/12",
///   "vSwitches": {"main": "172.16.0.0/16"},
///   "instances": {
///     "ha1": {"address": "172.16.0.224", "userDataFile": "ha1.sh"},
///     "ha2": {"address": "172.16.0.225", "userData": "#!/bin/sh\n…", "running": false}
///   },
///   "haVips": {"web": {"address": "172.16.0.222", "instances": ["ha1", "ha2"]}},
///   "eips": {"public": "web"}
/// }
/// ```
///
/// @param vpc the VPC's name, by which it is found again
/// @param cidr the VPC's; 172.16.0.0/12 if it says nothing
/// @param vSwitches their prefixes
/// @param eips what each leads to, a HaVip or an instance; empty text for nothing
public record StackFile(
        Optional<String> vpc,
        Optional<String> cidr,
        Optional<Map<String, String>> vSwitches,
        Optional<Map<String, InstanceEntry>> instances,
        Optional<Map<String, HaVipEntry>> haVips,
        Optional<Map<String, String>> eips) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /// An instance.
    ///
    /// @param vSwitch may be left out where there is only one
    /// @param address one that the cloud chooses if it says nothing
    /// @param userDataFile beside this file; one of the two at most
    /// @param running true if it says nothing
    public record InstanceEntry(
            Optional<String> vSwitch,
            Optional<String> address,
            Optional<String> userData,
            Optional<String> userDataFile,
            Optional<Boolean> running) {}

    /// A HaVip.
    public record HaVipEntry(Optional<String> vSwitch, Optional<String> address, Optional<List<String>> instances) {}

    /// Reads it, with the files that it names.
    ///
    /// @throws ServeException naming the place, if it cannot be read, is no JSON, or says something that cannot be
    public static Stack read(Path file) throws ServeException {
        try {
            return MAPPER.readValue(Files.readString(file), StackFile.class).stack(file);
        } catch (IOException e) {
            throw new ServeException("the file cannot be read: " + e.getMessage(), e);
        } catch (JacksonException e) {
            String said = e.getOriginalMessage().lines().findFirst().orElse("").replaceAll(" \\(class [^)]*\\)", "");
            throw new ServeException(file + place(e) + ": " + said, e);
        }
    }

    /// By line and column where the text is wrong, by names where what it says is.
    private static String place(JacksonException e) {
        if (e.getLocation() != null && e.getLocation().getLineNr() > 0) {
            return ":" + e.getLocation().getLineNr() + ":" + e.getLocation().getColumnNr();
        }
        String path = e.getPath().stream()
                .map(JacksonException.Reference::getPropertyName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "" : ", " + path;
    }

    private Stack stack(Path file) throws ServeException {
        Place place = new Place(file, "");
        Map<String, String> switches = vSwitches.orElse(Map.of());
        Map<String, Stack.Machine> machines = new LinkedHashMap<>();
        for (Map.Entry<String, InstanceEntry> each : instances.orElse(Map.of()).entrySet()) {
            machines.put(each.getKey(), machine(place.in("instances." + each.getKey()), each.getValue(), switches));
        }
        Map<String, Stack.HaVip> floating = new LinkedHashMap<>();
        for (Map.Entry<String, HaVipEntry> each : haVips.orElse(Map.of()).entrySet()) {
            Place here = place.in("haVips." + each.getKey());
            List<String> members = each.getValue().instances().orElse(List.of());
            for (String member : members) {
                here.expect(machines.containsKey(member), "there is no instance \"" + member + "\"");
            }
            String address = here.address(each.getValue().address());
            here.expect(!address.isEmpty(), "a HaVip needs an \"address\"");
            floating.put(
                    each.getKey(),
                    new Stack.HaVip(here.vSwitch(each.getValue().vSwitch(), switches), address, members));
        }
        for (Map.Entry<String, String> each : eips.orElse(Map.of()).entrySet()) {
            String target = each.getValue();
            boolean isThere = target.isEmpty() || floating.containsKey(target) || machines.containsKey(target);
            place.in("eips." + each.getKey()).expect(isThere, "there is no HaVip and no instance \"" + target + "\"");
        }
        place.expect(vpc.filter(name -> !name.isBlank()).isPresent(), "the VPC needs a name: \"vpc\": \"tutorial\"");
        place.expect(!vpc.orElse("").contains("/"), "a VPC's name has no \"/\" here");
        return new Stack(
                vpc.orElseThrow(), cidr.orElse("172.16.0.0/12"), switches, machines, floating, eips.orElse(Map.of()));
    }

    private static Stack.Machine machine(Place here, InstanceEntry entry, Map<String, String> switches)
            throws ServeException {
        here.expect(
                entry.userData().isEmpty() || entry.userDataFile().isEmpty(),
                "it has \"userData\" and \"userDataFile\"; one of them is enough");
        String script = entry.userDataFile().isPresent()
                ? here.content(entry.userDataFile().get())
                : entry.userData().orElse("");
        return new Stack.Machine(
                here.vSwitch(entry.vSwitch(), switches),
                here.address(entry.address()),
                script,
                entry.running().orElse(true));
    }

    /// Where in the file something stands, to say so.
    private record Place(Path file, String path) {
        Place in(String deeper) {
            return new Place(file, deeper);
        }

        void expect(boolean holds, String otherwise) throws ServeException {
            if (!holds) {
                throw new ServeException(file + (path.isEmpty() ? "" : ", " + path) + ": " + otherwise);
            }
        }

        String address(Optional<String> text) throws ServeException {
            try {
                text.ifPresent(IpAddress::of);
                return text.orElse("");
            } catch (IllegalArgumentException e) {
                throw new ServeException(file + ", " + path + ": \"" + text.orElse("") + "\" is no address", e);
            }
        }

        String vSwitch(Optional<String> given, Map<String, String> switches) throws ServeException {
            String choice = String.join(", ", switches.keySet());
            expect(!switches.isEmpty(), "the file has no \"vSwitches\": {\"main\": \"172.16.0.0/16\"}");
            expect(given.isPresent() || switches.size() == 1, "on which vSwitch? There are " + choice);
            String name = given.orElseGet(() -> switches.keySet().iterator().next());
            expect(switches.containsKey(name), "there is no vSwitch \"" + name + "\", but " + choice);
            return name;
        }

        String content(String name) throws ServeException {
            try {
                return Files.readString(file.resolveSibling(name));
            } catch (IOException e) {
                throw new ServeException(file + ", " + path + ": the user data cannot be read: " + e.getMessage(), e);
            }
        }
    }
}
