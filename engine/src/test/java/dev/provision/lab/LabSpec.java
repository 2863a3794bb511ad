package dev.provision.lab;

/** The connection. */
public record LabSpec(int room) {}
