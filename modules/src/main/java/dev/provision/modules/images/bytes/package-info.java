/**
 * The bytes of image files: slices of a file, members of a tar archive, and the contents of a disk
 * as they are read and as they are uploaded. Knows neither image formats as a whole nor a vCenter.
 */
package dev.provision.modules.images.bytes;
