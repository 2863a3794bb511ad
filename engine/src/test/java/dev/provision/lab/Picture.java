package dev.provision.lab;

import java.util.Map;
import java.util.Set;

/** The snapshot. */
public record Picture(
    Map<String, Thing> things, Map<String, String> running, Set<String> unreadable) {}
