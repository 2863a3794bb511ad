/**
 * Files and virtual disks on datastores: searched, made, copied, uploaded and deleted, and who uses
 * them.
 */
package dev.provision.vsphere.kind.files;
