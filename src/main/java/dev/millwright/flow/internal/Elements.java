package dev.millwright.flow.internal;

import java.util.Optional;
import java.util.UUID;

/** The ids of elements in compiled processes: ids of nodes with a letter in front, and never a word that somebody typed. */
final class Elements {

    static final String BEGIN = "begin";
    static final String END = "end";
    private static final String NODE = "n_";
    private static final String JOIN = "j_";
    private static final String DECISION = "d_";
    private static final String FLOW = "f_";

    private Elements() {}

    static String process(UUID flow) {
        return "p_" + flow;
    }

    static String node(UUID node) {
        return NODE + node;
    }

    static String join(UUID node) {
        return JOIN + node;
    }

    /** Where the ways of a yes and of a no part, after the people of the node have answered. */
    static String decision(UUID node) {
        return DECISION + node;
    }

    /** The way from an element to the next; its branch is counted from 0. */
    static String way(String from, int number) {
        return FLOW + number + "_" + from;
    }

    static boolean isJoin(String element) {
        return element.startsWith(JOIN);
    }

    static boolean isDecision(String element) {
        return element.startsWith(DECISION);
    }

    /** The node that an element, or the way out of it, stands for. */
    static Optional<UUID> nodeOf(String element) {
        int at = Math.max(element.indexOf(NODE), Math.max(element.indexOf(JOIN), element.indexOf(DECISION)));
        return at < 0 ? Optional.empty() : Optional.of(UUID.fromString(element.substring(at + 2)));
    }

    static int branchOf(String way) {
        return Integer.parseInt(way.substring(FLOW.length(), way.indexOf('_', FLOW.length())));
    }

    static boolean isWay(String element) {
        return element.startsWith(FLOW);
    }
}
