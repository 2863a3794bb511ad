/**
 * Files that become images, as they lie on this machine: in goes a path, out comes an {@link
 * dev.provision.modules.images.file.ImageFile} with its format, its disks and its hash, and the
 * bytes of each disk in the form in which it is sent. Knows no vCenter.
 */
package dev.provision.modules.images.file;
