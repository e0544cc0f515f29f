package dev.perennial.api.platform;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Requests no client library would send. */
final class RawHttp {
    private RawHttp() {}

    /** Sends the text as it is, with the line ends of the protocol, and reads one answer whose length is announced. */
    static String exchange(int port, String text) {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            StringBuilder answer = new StringBuilder();
            byte[] buffer = new byte[8192];
            while (!isComplete(answer)) {
                int read = socket.getInputStream().read(buffer);
                if (read < 0) {
                    break;
                }
                answer.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
            }
            return answer.toString();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static boolean isComplete(StringBuilder answer) {
        int body = answer.indexOf("\r\n\r\n");
        if (body < 0) {
            return false;
        }
        for (String line : answer.substring(0, body).split("\r\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                return answer.length() >= body + 4 + Integer.parseInt(line.substring(15).strip());
            }
        }
        return false;
    }
}
