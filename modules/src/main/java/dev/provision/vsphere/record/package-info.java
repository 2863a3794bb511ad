/**
 * The record of what a run has changed, in the server's events. Input: lines of text. Output:
 * events that anybody with the server's client can read.
 */
package dev.provision.vsphere.record;
