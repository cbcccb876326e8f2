package dev.baton.it.services;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A real server: says its name to whoever connects and echoes what comes then; answers a datagram with its name.
public final class Responder {
    private Responder() {}

    /// Serves until it is ended.
    ///
    /// @param arguments its name, address and port
    public static void main(String[] arguments) throws IOException {
        InetAddress address = InetAddress.ofLiteral(arguments[1]);
        int port = Integer.parseInt(arguments[2]);
        byte[] name = (arguments[0] + "\n").getBytes(StandardCharsets.UTF_8);
        try (ServerSocket server = new ServerSocket(port, 256, address);
                DatagramSocket datagrams = new DatagramSocket(port, address)) {
            Thread.ofPlatform().start(() -> answerDatagrams(datagrams, name));
            System.out.println("ready");
            while (true) {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> talk(client, name));
            }
        }
    }

    private static void answerDatagrams(DatagramSocket socket, byte[] name) {
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[512], 512);
                socket.receive(packet);
                socket.send(new DatagramPacket(name, name.length, packet.getSocketAddress()));
            }
        } catch (IOException ended) {
            System.out.println(ended);
        }
    }

    private static void talk(Socket client, byte[] name) {
        try (client) {
            client.getOutputStream().write(name);
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException gone) {
            // As clients do.
        }
    }
}
