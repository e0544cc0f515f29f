package dev.perennial.core.file;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a file is for, and with it which files are taken and who may read them (spec 06 §9.1). */
public enum FileService {
    /** Sold: for those who bought it. */
    DOWNLOADABLE(".*", Limits.TEN_GIGABYTES, false),
    /** A picture of a product. */
    PRODUCT_MEDIA(Limits.PICTURES, 10 * Limits.MEBIBYTE, true),
    /** The picture of an organization. */
    ORGANIZATION_AVATAR(Limits.PICTURES, Limits.MEBIBYTE, true),
    /** Sent along with a question to the operator. */
    SUPPORT_CASE_ATTACHMENT("""
            image/(jpeg|png|gif|webp)|video/(mp4|quicktime|webm)|application/pdf|text/(csv|plain)|application/msword\
            |application/vnd\\.openxmlformats-officedocument\\.wordprocessingml\\.document|application/vnd\\.ms-excel\
            |application/vnd\\.openxmlformats-officedocument\\.spreadsheetml\\.sheet""", 250 * Limits.MEBIBYTE, false);

    private final Pattern mimeTypes;
    private final long largest;
    private final boolean open;

    FileService(String mimeTypes, long largest, boolean open) {
        this.mimeTypes = Pattern.compile(mimeTypes);
        this.largest = largest;
        this.open = open;
    }

    public String wire() { return name().toLowerCase(Locale.ROOT); }

    /** A regular expression for the types it takes. */
    public String mimeTypes() { return mimeTypes.pattern(); }

    /** Bytes of the largest file it takes. */
    public long largest() { return largest; }

    /** Whether everybody who knows the address may read its files. */
    public boolean isPublic() { return open; }

    private static final class Limits {
        private static final long MEBIBYTE = 1 << 20;
        private static final long TEN_GIGABYTES = 10L * 1_000_000_000;
        private static final String PICTURES = "image/(jpeg|png|gif|webp|svg\\+xml)";
    }
}
