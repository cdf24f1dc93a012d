package org.panatorch.ddpm.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A web server on loopback that answers byte for byte as a test wants, and so can lie, stall and hang up. */
final class FakeMirror implements AutoCloseable {

    /** One request: its path and its headers, their names in lower case. */
    record Request(String path, Map<String, String> headers) {
        /** Where the Range header says to start, or 0. */
        int start() {
            var range = headers.get("range");
            return range == null ? 0 : Integer.parseInt(range.substring("bytes=".length(), range.indexOf('-')));
        }
    }

    /** Writes an answer; the connection is closed when it returns. */
    interface Answer {
        void write(Request request, OutputStream out) throws IOException, InterruptedException;
    }

    final List<Request> requests = new CopyOnWriteArrayList<>();
    /** Opened when the test is over, so that stalled answers end. */
    final CountDownLatch over = new CountDownLatch(1);
    private final ServerSocket server;
    private final List<Answer> answers;

    /** The first request gets the first answer, and so on; the last answer is for all the rest. */
    FakeMirror(Answer... answers) {
        this.answers = List.of(answers);
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/files/");
    }

    List<Integer> starts() {
        return requests.stream().map(Request::start).toList();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            var line = in.readLine();
            if (line == null) {
                return;
            }
            Map<String, String> headers = new TreeMap<>();
            for (var header = in.readLine(); header != null && !header.isEmpty(); header = in.readLine()) {
                int colon = header.indexOf(':');
                headers.put(header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
            }
            var request = new Request(line.split(" ")[1], headers);
            int number;
            synchronized (requests) {
                number = requests.size();
                requests.add(request);
            }
            var out = socket.getOutputStream();
            answers.get(Math.min(number, answers.size() - 1)).write(request, out);
            out.flush();
        } catch (IOException e) {
            // The client has hung up.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        over.countDown();
        server.close();
    }

    // Answers, from honest to hostile.

    static void head(OutputStream out, String status, String... headers) throws IOException {
        var text = new StringBuilder("HTTP/1.1 " + status + "\r\nConnection: close\r\n");
        for (var header : headers) {
            text.append(header).append("\r\n");
        }
        out.write(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A proper server, with ranges. */
    static Answer honest(byte[] file, String... headers) {
        return sends(file, file.length, headers);
    }

    /** A proper server that hangs up after {@code bytes} bytes of each answer. */
    static Answer sends(byte[] file, int bytes, String... headers) {
        return (request, out) -> {
            int start = request.start();
            if (start >= file.length) {
                head(out, "416 Range Not Satisfiable", "Content-Range: bytes */" + file.length, "Content-Length: 0");
                return;
            }
            var all = new ArrayList<>(List.of(headers));
            all.add("Content-Length: " + (file.length - start));
            if (request.headers().containsKey("range")) {
                all.add("Content-Range: bytes " + start + "-" + (file.length - 1) + "/" + file.length);
            }
            head(out, request.headers().containsKey("range") ? "206 Partial Content" : "200 OK",
                    all.toArray(String[]::new));
            out.write(file, start, Math.min(bytes, file.length - start));
        };
    }

    /** A server that knows no ranges, and hangs up after {@code bytes} bytes. */
    static Answer noRanges(byte[] file, int bytes) {
        return (_, out) -> {
            head(out, "200 OK", "Content-Length: " + file.length);
            out.write(file, 0, bytes);
        };
    }

    static Answer status(String status, String... headers) {
        return (_, out) -> {
            var all = new ArrayList<>(List.of(headers));
            all.add("Content-Length: 0");
            head(out, status, all.toArray(String[]::new));
        };
    }

    /** Sends this, word for word. */
    static Answer raw(String head, byte[] body) {
        return (_, out) -> {
            out.write(head.getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
        };
    }
}
