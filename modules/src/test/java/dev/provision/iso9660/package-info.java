/** Discs, read back by their standards. */
package dev.provision.iso9660;
