/**
 * What a rehearsal needs of a vCenter, as a file, and how a copy in this process is opened. Input:
 * an inventory, or a file. Output: a capture.
 */
package dev.provision.vsphere.capture;
