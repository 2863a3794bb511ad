/**
 * Folders of all trees: the environment's own, those that the playbook declares or implies, and
 * others that exist. Out goes a {@code FolderRef}.
 */
package dev.provision.modules.folders;
