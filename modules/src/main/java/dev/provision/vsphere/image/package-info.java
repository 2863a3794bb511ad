/**
 * Work on the server for an image that many instances share: copies with another size, and the
 * hosts that an upload may go to.
 */
package dev.provision.vsphere.image;
