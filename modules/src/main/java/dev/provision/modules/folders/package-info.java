/**
 * Folders for VMs: the environment's own, made and owned by it, and others that exist. Out goes a
 * {@code FolderRef}.
 */
package dev.provision.modules.folders;
