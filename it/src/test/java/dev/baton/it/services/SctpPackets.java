package dev.baton.it.services;

import dev.baton.it.lab.Await;
import dev.baton.it.lab.Host;
import dev.baton.it.lab.Program;
import java.util.List;

/// Both ends of an SCTP association as far as INIT and INIT ACK, in raw packets: the kernel may have no SCTP sockets,
/// and needs none to translate SCTP.
final class SctpPackets {
    private static final String SCRIPT = """
            import socket, struct, sys
            def crc32c(data):
                crc = 0xffffffff
                for byte in data:
                    crc ^= byte
                    for _ in range(8):
                        crc = (crc >> 1) ^ (0x82f63b78 if crc & 1 else 0)
                return crc ^ 0xffffffff
            def packet(source, destination, tag, kind, own):
                head = struct.pack('!HHI', source, destination, tag)
                chunk = struct.pack('!BBHIIHHI', kind, 0, 20, own, 65536, 1, 1, 1)
                return head + struct.pack('<I', crc32c(head + bytes(4) + chunk)) + chunk
            def receive(s):
                data, sender = s.recvfrom(2048)
                data = data[(data[0] & 15) * 4:]
                sound = crc32c(data[:8] + bytes(4) + data[12:]) == struct.unpack('<I', data[8:12])[0]
                source, destination, tag = struct.unpack('!HHI', data[:8])
                return sender[0], source, destination, data[12], struct.unpack('!I', data[16:20])[0], sound
            s = socket.socket(socket.AF_INET, socket.SOCK_RAW, 132)
            s.bind((sys.argv[2], 0))
            s.settimeout(3 if sys.argv[1] == 'ask' else None)
            if sys.argv[1] == 'serve':
                print('ready', flush=True)
                while True:
                    client, port, own, kind, tag, sound = receive(s)
                    if kind == 1 and sound:
                        s.sendto(packet(own, port, tag, 2, int(sys.argv[3])), (client, 0))
            s.sendto(packet(int(sys.argv[5]), int(sys.argv[4]), 0, 1, 77), (sys.argv[3], 0))
            server, port, own, kind, tag, sound = receive(s)
            print(server, port, kind, tag, 'sound' if sound else 'WRONG CHECKSUM')
            """;

    private SctpPackets() {}

    /// Starts a server that puts its name into each INIT ACK.
    static Program serve(Host host, String address, int name) {
        Program server = host.start("/usr/bin/python3", "-c", SCRIPT, "serve", address, Integer.toString(name));
        Await.until("it serves SCTP", Balanced.SOON, () -> server.log().contains("ready"), server::log);
        return server;
    }

    /// What comes back for an INIT: the sender's address and port, the kind of chunk, the server's name, and whether
    /// the checksum is right. Empty if nothing comes within three seconds.
    static List<String> ask(Host host, String own, String address, int port, int ownPort) {
        String answer = host.machine()
                .attempt(
                        "/usr/bin/python3",
                        "-c",
                        SCRIPT,
                        "ask",
                        own,
                        address,
                        Integer.toString(port),
                        Integer.toString(ownPort))
                .output();
        return answer.contains("Traceback") ? List.of() : List.of(answer.strip().split(" ", -1));
    }
}
