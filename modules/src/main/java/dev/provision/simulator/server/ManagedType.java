package dev.provision.simulator.server;

/**
 * One managed type of vSphere, or a group of its methods: its file gives the server all that there
 * is of it. A new one is a file and a line in {@code ManagedTypes}.
 */
public interface ManagedType {
  /** Tells its properties, its methods, what is derived, and what is special of it. */
  void register(Registry registry);
}
