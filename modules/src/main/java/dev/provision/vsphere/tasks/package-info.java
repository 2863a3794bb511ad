/**
 * Waits for vCenter's tasks, all of a run by one long poll. References of tasks go in; their ends
 * and their progress come out.
 */
package dev.provision.vsphere.tasks;
