/**
 * Work on the server for an image that many instances share: its creation when several runs want
 * it, copies on another datastore or with a larger disk, and the hosts that an upload may go to.
 */
package dev.provision.vsphere.image;
