package dev.perennial.core.identity;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The scopes of one credential, kept as their names with a space between them. */
public record ScopeSet(Set<Scope> scopes) {
    /** Every scope there is: what a signed-in person has. */
    public static final ScopeSet ALL = new ScopeSet(EnumSet.allOf(Scope.class));

    public ScopeSet { scopes = Collections.unmodifiableSet(copyOf(scopes)); }

    /** A set of exactly these. */
    public static ScopeSet of(Scope... scopes) { return new ScopeSet(copyOf(Arrays.asList(scopes))); }

    /** Reads stored names. An unknown one is left out: a scope that is gone must not make its tokens useless. */
    public static ScopeSet parse(String names) {
        Set<Scope> known = EnumSet.noneOf(Scope.class);
        Arrays.stream(names.split("\\s+")).map(Scope::find).flatMap(Optional::stream).forEach(known::add);
        return new ScopeSet(known);
    }

    /** Whether one of these is enough and the set has it. */
    public boolean containsAny(Collection<Scope> sufficient) {
        return !Collections.disjoint(scopes, sufficient);
    }

    /** Whether the other set asks for nothing beyond this one. */
    public boolean containsAll(ScopeSet other) {
        return scopes.containsAll(other.scopes);
    }

    /** The scopes that are in both. */
    public ScopeSet intersection(ScopeSet other) {
        Set<Scope> common = copyOf(scopes);
        common.retainAll(other.scopes);
        return new ScopeSet(common);
    }

    /** The names in the contract's order with a space between them, as {@link #parse} reads them. */
    @Override
    public String toString() { return scopes.stream().map(Scope::wire).collect(joining(" ")); }

    private static Set<Scope> copyOf(Collection<Scope> scopes) {
        Set<Scope> copy = EnumSet.noneOf(Scope.class);
        copy.addAll(scopes);
        return copy;
    }
}
