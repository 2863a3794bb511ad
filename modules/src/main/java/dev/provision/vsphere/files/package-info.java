/**
 * How files reach a datastore: the HTTP file interface and NFC leases, paths of datastores, and the
 * flags of a file search. Streams go in; sizes and refusals come out.
 */
package dev.provision.vsphere.files;
