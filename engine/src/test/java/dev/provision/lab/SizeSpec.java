package dev.provision.lab;

/** A value. */
public record SizeSpec(String size) {}
