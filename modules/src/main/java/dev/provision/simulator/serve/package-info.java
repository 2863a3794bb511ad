/**
 * {@code provision simulator serve}: a simulated vCenter behind SOAP and TLS, for clients that are
 * not ours. HTTP requests in, calls of the simulator out, and its answers back; the schema refuses
 * first what a server refuses that keeps to it. Who may come in, from where, and how much of the
 * machine they may take is decided here and nowhere else.
 */
package dev.provision.simulator.serve;
