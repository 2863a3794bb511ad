package dev.provision.spi;

/**
 * An object that steps edit: two steps with one key never overlap (a cluster, a switch, a folder).
 */
public record LockKey(String text) {}
