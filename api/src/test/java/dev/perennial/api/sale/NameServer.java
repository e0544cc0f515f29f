package dev.perennial.api.sale;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Map;

/** A name server on this machine that knows a few domains, and that like many refuses to say everything at once. */
final class NameServer implements AutoCloseable {
    private static final int MX = 15;
    private static final int ANY = 255;
    private static final int NAME_ERROR = 3;
    private static final int NOT_IMPLEMENTED = 4;
    /** A pointer to the name of the question. */
    private static final int SAME_NAME = 0xc00c;

    /** What a domain has: a record's type and its data, or nothing. */
    private static final Map<String, Map<Integer, byte[]>> DOMAINS = Map.of("mail.example", Map.of(MX, exchange("mx")), "host.example",
            Map.of(1, new byte[]{(byte) 192, 0, 2, 1}), "six.example", Map.of(28, new byte[16]), "refusing.example", Map.of(MX, exchange("")),
            "empty.example", Map.of());

    private final DatagramSocket socket;

    NameServer() {
        try {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (SocketException failed) {
            throw new IllegalStateException(failed);
        }
        Thread.ofVirtual().start(this::serve);
    }

    String url() {
        return "dns://127.0.0.1:" + socket.getLocalPort();
    }

    private void serve() {
        byte[] buffer = new byte[512];
        while (!socket.isClosed()) {
            try {
                DatagramPacket question = new DatagramPacket(buffer, buffer.length);
                socket.receive(question);
                byte[] answer = answer(ByteBuffer.wrap(buffer, 0, question.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static byte[] answer(ByteBuffer question) {
        short id = question.getShort(0);
        question.position(12);
        StringBuilder name = new StringBuilder();
        for (int length = question.get(); length > 0; length = question.get()) {
            byte[] label = new byte[length];
            question.get(label);
            name.append(name.isEmpty() ? "" : ".").append(new String(label, US_ASCII));
        }
        int type = question.getShort();
        byte[] asked = new byte[question.position() + 2 - 12];
        question.get(12, asked);
        Map<Integer, byte[]> records = DOMAINS.get(name.toString());
        int code = type == ANY ? NOT_IMPLEMENTED : records == null ? NAME_ERROR : 0;
        byte[] data = records == null ? null : records.get(type);
        ByteBuffer answer = ByteBuffer.allocate(512).putShort(id).putShort((short) (0x8180 | code)).putShort((short) 1)
                .putShort((short) (data == null ? 0 : 1)).putInt(0).put(asked);
        if (data != null) {
            answer.putShort((short) SAME_NAME).putShort((short) type).putShort((short) 1).putInt(60).putShort((short) data.length).put(data);
        }
        byte[] sent = new byte[answer.position()];
        answer.get(0, sent);
        return sent;
    }

    private static byte[] exchange(String host) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(new byte[]{0, (byte) (host.isEmpty() ? 0 : 10)});
        if (!host.isEmpty()) {
            data.write(host.length());
            data.writeBytes(host.getBytes(US_ASCII));
        }
        data.write(0);
        return data.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}
