/**
 * Files that become images, on this machine. Input: a path. Output: an {@link
 * dev.provision.modules.images.file.ImageFile} with its format, its disks and its hash, and the
 * bytes of each disk in the form in which it is uploaded. Knows no vCenter.
 */
package dev.provision.modules.images.file;
