/**
 * What a server does with calls, whatever they are of: sessions, privileges, methods, tasks,
 * events, reading and waiting, and the rules by which something goes wrong. Types of the other
 * rooms come in as {@link dev.provision.simulator.server.ManagedType}.
 */
package dev.provision.simulator.server;
