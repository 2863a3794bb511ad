/**
 * Waits for vCenter's tasks, all of a run with one long poll. Input: references of tasks. Output:
 * their progress and results.
 */
package dev.provision.vsphere.tasks;
