package dev.provision.lab;

import java.util.List;

/**
 * The connection.
 *
 * @param places paths of things that must be there
 */
public record LabSpec(int room, List<String> places) {}
