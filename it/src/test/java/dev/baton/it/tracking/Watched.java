package dev.baton.it.tracking;

import dev.baton.it.lab.Host;
import java.util.List;

/// Something that is tracked: how it is configured, and how it is broken and mended on a host.
enum Watched {
    SCRIPT(script("rise 2", "fall 2"), "track_script { watched }", "touch /run/good", "rm -f /run/good"),
    SCRIPT_IN_REVERSE(script("weight 0 reverse"), "track_script { watched }", "rm -f /run/good", "touch /run/good"),
    SCRIPT_WITH_WEIGHT(
            script("weight -60", "fall 2"), "track_script { watched }", "touch /run/good", "rm -f /run/good"),
    FILE(
            "track_file watched {\nfile /run/number\nweight 0\n}\n",
            "track_file { watched }",
            "echo 0 >/run/number",
            "echo 1 >/run/number"),
    FILE_WITH_WEIGHT(
            "track_file watched {\nfile /run/number\nweight -6\n}\n",
            "track_file { watched }",
            "rm -f /run/number",
            "echo 0xa >/run/number"),
    FILE_REPLACED_BY_RENAMING(
            "track_file watched {\nfile /run/number\nweight 1\n}\n",
            "track_file { watched }",
            "echo 0 >/run/new; mv /run/new /run/number",
            "echo -254 >/run/new; mv /run/new /run/number"),
    INTERFACE(
            "",
            "track_interface { aside }",
            "ip link show aside >/dev/null 2>&1 || ip link add aside up type veth peer name beyond; ip link set beyond up",
            "ip link set beyond down"),
    INTERFACE_WITH_WEIGHT(
            "",
            "track_interface {\naside weight -60\n}",
            "ip link show aside >/dev/null 2>&1 || ip link add aside up type veth peer name beyond; ip link set beyond up",
            "ip link set beyond down"),
    POLLED_LINK(
            "linkbeat_use_polling\n",
            "track_interface { aside }",
            "ip link show aside >/dev/null 2>&1 || ip link add aside up type veth peer name beyond;"
                    + " ip link set beyond up",
            "ip link set beyond down"),
    /// keepalived cannot track processes in a namespace.
    PROCESS(
            "vrrp_track_process watched {\nprocess sleep 4711\n}\n",
            "track_process { watched }",
            "setsid sleep 4711 >/dev/null 2>&1 &",
            "pkill -x -f 'sleep 4711'");

    private final String definition;
    private final String line;
    private final String mend;
    private final String breakIt;

    Watched(String definition, String line, String mend, String breakIt) {
        this.definition = definition;
        this.line = line;
        this.mend = mend;
        this.breakIt = breakIt;
    }

    private static String script(String... options) {
        return "vrrp_script watched {\nscript \"/usr/bin/test -e /run/good\"\ninterval 1\n" + String.join("\n", options)
                + "\n}\n";
    }

    /// What comes before the instance.
    String definition() {
        return definition;
    }

    /// What goes into the instance.
    List<String> options() {
        return List.of(line);
    }

    void mend(Host host) {
        host.run("sh", "-c", mend);
    }

    void breakOn(Host host) {
        host.run("sh", "-c", breakIt);
    }
}
