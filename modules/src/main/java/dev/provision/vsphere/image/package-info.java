/**
 * What is done on the server to an image that many instances share: copies of another size, and the
 * hosts that an upload goes to.
 */
package dev.provision.vsphere.image;
