package dev.perennial.dev.stripe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * An append-only file of JSON lines that holds every version of every object; the newest line of an id counts. A transaction is a
 * group of lines, each telling how many are {@code left}; a group that is not complete never happened. The lines are handed to the
 * operating system before a caller hears of them, so the state outlives a killed process (not a power cut).
 */
final class Journal implements AutoCloseable {
    /** Where a value stands in the file. */
    record Slot(long position, int length) {}

    /** One line; a null value removes the object. */
    @SuppressWarnings("ArrayRecordComponent") // written once, never compared
    record Entry(Kind kind, String id, byte @Nullable [] value) {}

    /** Told of each committed line in order; a null slot is a removal. */
    interface Replay {
        void line(Kind kind, String id, @Nullable Slot slot);
    }

    private record Line(Kind kind, String id, @Nullable Slot slot) {}

    private static final Pattern HEAD = Pattern.compile("\\{\"left\":(\\d+),\"kind\":\"([a-z_]+)\",\"id\":\"([^\"]+)\",\"value\":");
    private static final int LONGEST_HEAD = 400;
    private static final byte[] REMOVED = "null".getBytes(UTF_8);
    private final Path file;
    private FileChannel channel;
    private long end;

    Journal(Path file) {
        this.file = file;
        this.channel = open(file);
    }

    /** Reads the file from its start, and cuts off what a crash left unfinished at its end. */
    void replay(Replay replay) {
        long committed = 0;
        long position = 0;
        List<Line> group = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] chunk = new byte[1 << 20];
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int size = in.read(chunk); size >= 0; size = in.read(chunk)) {
                int from = 0;
                for (int i = 0; i < size; i++) {
                    if (chunk[i] != '\n') {
                        continue;
                    }
                    line.write(chunk, from, i - from);
                    from = i + 1;
                    boolean complete = add(line.toByteArray(), position, group);
                    position += line.size() + 1L;
                    line.reset();
                    if (complete) {
                        group.forEach(done -> replay.line(done.kind, done.id, done.slot));
                        group.clear();
                        committed = position;
                    }
                }
                line.write(chunk, from, size - from);
            }
            channel.truncate(committed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        end = committed;
    }

    private boolean add(byte[] line, long position, List<Line> group) {
        Matcher head = HEAD.matcher(new String(line, 0, Math.min(line.length, LONGEST_HEAD), ISO_8859_1));
        if (!head.lookingAt() || line[line.length - 1] != '}') {
            throw new IllegalStateException("the journal " + file + " is damaged at byte " + position);
        }
        int length = line.length - head.end() - 1;
        boolean removed = length == REMOVED.length && line[head.end()] == 'n';
        Slot slot = removed ? null : new Slot(position + head.end(), length);
        group.add(new Line(Kind.ofLabel(head.group(2)), head.group(3), slot));
        return head.group(1).equals("0");
    }

    /** Writes one transaction. The caller holds the store's lock. */
    List<Slot> append(List<Entry> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 13);
        List<Slot> slots = new ArrayList<>(entries.size());
        int left = entries.size();
        for (Entry entry : entries) {
            left--;
            byte[] value = entry.value == null ? REMOVED : entry.value;
            String head = "{\"left\":" + left + ",\"kind\":\"" + entry.kind.label + "\",\"id\":\"" + entry.id + "\",\"value\":";
            out.writeBytes(head.getBytes(UTF_8));
            slots.add(new Slot(end + out.size(), value.length));
            out.writeBytes(value);
            out.write('}');
            out.write('\n');
        }
        ByteBuffer bytes = ByteBuffer.wrap(out.toByteArray());
        long position = end;
        try {
            while (bytes.hasRemaining()) {
                position += channel.write(bytes, position);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        end = position;
        return slots;
    }

    byte[] read(Slot slot) {
        ByteBuffer bytes = ByteBuffer.allocate(slot.length);
        try {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, slot.position + bytes.position()) < 0) {
                    throw new IllegalStateException("the journal " + file + " ends before " + slot);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.array();
    }

    long size() { return end; }

    /** Replaces the file, in one step, by one that holds these objects only; their new places come back in the same order. */
    List<Slot> rewrite(List<Entry> heads, List<Slot> from) {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(next);
            List<Slot> slots = new ArrayList<>(heads.size());
            try (Journal target = new Journal(next)) {
                for (int i = 0; i < heads.size(); i++) {
                    Entry head = heads.get(i);
                    slots.addAll(target.append(List.of(new Entry(head.kind, head.id, read(from.get(i))))));
                }
                target.channel.force(true);
            }
            channel.close();
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            channel = open(file);
            end = channel.size();
            return slots;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileChannel open(Path file) {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
