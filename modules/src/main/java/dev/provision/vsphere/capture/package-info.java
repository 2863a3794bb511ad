/**
 * A vCenter as a file: what a rehearsal needs of it, and how a copy in this process is opened. An
 * inventory goes in; a capture comes out, and back.
 */
package dev.provision.vsphere.capture;
