package dev.perennial.core.webhook;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A range of addresses with a common prefix, and which of them the public internet doesn't route to a single host. */
record AddressBlock(InetAddress base, int prefixLength) {
    /** Unspecified, private, shared, loopback, link-local, assigned to protocols, documentation, benchmarks, multicast, reserved. */
    private static final List<AddressBlock> NOT_PUBLIC_4 = blocks("0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 "
            + "192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4");
    private static final List<AddressBlock> PUBLIC_6 = blocks("2000::/3");
    /** Protocol assignments with Teredo, documentation, and 6to4, which can carry a private address inside. */
    private static final List<AddressBlock> NOT_PUBLIC_6 = blocks("2001::/23 2001:db8::/32 2002::/16 3fff::/20");
    /** How a network without IPv4 shows IPv4 hosts: what counts is the address inside. */
    private static final AddressBlock TRANSLATED = blocks("64:ff9b::/96").getFirst();
    private static final int BYTES_BEFORE_TRANSLATED = 12;

    static boolean isPublic(InetAddress address) {
        if (address instanceof Inet4Address) {
            return !anyContains(NOT_PUBLIC_4, address);
        }
        if (TRANSLATED.contains(address)) {
            return isPublic(inner(address));
        }
        return anyContains(PUBLIC_6, address) && !anyContains(NOT_PUBLIC_6, address);
    }

    boolean contains(InetAddress address) {
        byte[] prefix = base.getAddress();
        byte[] bytes = address.getAddress();
        if (bytes.length != prefix.length) {
            return false;
        }
        for (int bit = 0; bit < prefixLength; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((prefix[bit / 8] & mask) != (bytes[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static boolean anyContains(List<AddressBlock> blocks, InetAddress address) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }

    private static InetAddress inner(InetAddress translated) {
        byte[] bytes = translated.getAddress();
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, BYTES_BEFORE_TRANSLATED, bytes.length));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("four bytes are an address", impossible);
        }
    }

    private static List<AddressBlock> blocks(String list) {
        return Stream.of(list.split(" ")).map(block -> block.split("/"))
                .map(parts -> new AddressBlock(InetAddress.ofLiteral(parts[0]), Integer.parseInt(parts[1]))).toList();
    }
}
