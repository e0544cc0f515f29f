package dev.perennial.core.member;

import java.util.Locale;

/** What a member is to their customer. Every customer has exactly one owner. */
public enum MemberRole {
    OWNER,
    /** Decides about money and members like the owner. */
    BILLING_MANAGER,
    /** Uses what they were given. */
    MEMBER;

    /** The name on the wire and in storage. */
    public String wire() { return name().toLowerCase(Locale.ROOT); }

    /** The role of this name. */
    public static MemberRole of(String wire) { return valueOf(wire.toUpperCase(Locale.ROOT)); }
}
