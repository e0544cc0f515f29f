package dev.perennial.core.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** The receiving end of signed addresses, where the installation keeps the bytes itself. */
public interface LocalFiles {
    /**
     * Keeps a part; one that was put before is replaced.
     *
     * @param request what was asked for, with its signature
     * @return the part's etag
     * @throws BadParts if the bytes are not those that were announced
     */
    String receive(PartRequest request, InputStream bytes) throws IOException;

    /** Whether the signature is ours, is about this part, and still counts. */
    boolean accepts(PartRequest request);

    /** A file to be read by everybody or, by a signature, by whom it was signed for. */
    Optional<Path> find(String path);

    boolean accepts(DownloadRequest request);

    /** What an address of a part says. */
    record PartRequest(String uploadId, int number, long most, long expires, String checksum, String signature) {}

    /** What an address of a private object says. */
    record DownloadRequest(String path, String name, String mimeType, long expires, String signature) {}
}
