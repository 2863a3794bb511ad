/**
 * Small ISO 9660 images: files by path go in, the bytes of a disc come out, the same bytes for the
 * same files.
 */
package dev.provision.iso9660;
