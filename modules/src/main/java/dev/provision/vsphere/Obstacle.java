package dev.provision.vsphere;

/**
 * Why a host cannot take a VM.
 *
 * @param text with the host as its subject: {@code has 4 GiB of memory}
 * @param fix what would take it away
 */
record Obstacle(Constraint constraint, String text, String fix) {}
