package dev.perennial.api.sale;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Locale;

/** Requests no client library would send, byte by byte. */
final class RawExchange {
    private RawExchange() {}

    /** Sends the bytes and reads until the announced end of one answer, or until the server hangs up. */
    static String of(int port, byte[] request) {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            return answer(socket.getInputStream());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    static String answer(InputStream in) throws IOException {
        StringBuilder answer = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            answer.append((char) next);
            int body = answer.indexOf("\r\n\r\n");
            if (body >= 0 && answer.length() >= body + 4 + length(answer.substring(0, body))) {
                break;
            }
        }
        return answer.toString();
    }

    private static int length(String head) {
        return head.toLowerCase(Locale.ROOT).lines().filter(line -> line.startsWith("content-length:")).findFirst()
                .map(line -> Integer.parseInt(line.substring(15).strip())).orElse(0);
    }
}
