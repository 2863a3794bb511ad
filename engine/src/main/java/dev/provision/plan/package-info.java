/**
 * From a graph and a snapshot to a {@link dev.provision.plan.Plan}: observe, resolve, allocate,
 * decide. Pure except for the reads of the session; nothing here can write.
 */
package dev.provision.plan;
